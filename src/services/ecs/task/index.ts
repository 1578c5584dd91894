import type { Resource } from '#core/service.ts';
import { describeTasks } from './describe.ts';

/** What is done with tasks, by clients and by time. */
export const taskResource: Resource = { actions: [describeTasks] };
