import type { Resource } from '#core/service.ts';
import { describeAvailableResource } from './describe.ts';

/** What is done with available resources, by clients and by time. */
export const availableResourceResource: Resource = { actions: [describeAvailableResource] };
