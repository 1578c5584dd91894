import type { Resource } from '#core/service.ts';
import { getCallerIdentity } from './identity.ts';

/** What is done with callers, by clients and by time. */
export const callerResource: Resource = { actions: [getCallerIdentity] };
