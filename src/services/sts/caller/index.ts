import type { Resource } from '#core/service.ts';
import { getCallerIdentity } from './identity.ts';

/** The actions of callers. */
export const callerResource: Resource = { actions: [getCallerIdentity] };
