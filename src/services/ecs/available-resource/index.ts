import type { Resource } from '#core/service.ts';
import { describeAvailableResource } from './describe.ts';

/** The actions of available resources. */
export const availableResourceResource: Resource = { actions: [describeAvailableResource] };
