import type { Resource } from '#core/service.ts';
import { assumeRole } from './assume.ts';

/** The actions of roles. */
export const assumedRoleResource: Resource = { actions: [assumeRole] };
