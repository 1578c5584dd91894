import type { Resource } from '#core/service.ts';
import { assumeRole } from './assume.ts';

/** What is done with roles, by clients and by time. */
export const roleResource: Resource = { actions: [assumeRole] };
