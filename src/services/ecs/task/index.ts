import type { Resource } from '#core/service.ts';
import { describeTasks } from './describe.ts';

/** The actions of tasks. */
export const taskResource: Resource = { actions: [describeTasks] };
