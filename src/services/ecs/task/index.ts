import type { Resource } from '#core/service.ts';
import { describeTasks } from './describe.ts';

/** The actions and transitions of tasks. */
export const taskResource: Resource = { actions: [describeTasks] };
