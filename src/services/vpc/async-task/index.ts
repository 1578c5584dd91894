import type { Resource } from '#core/service.ts';
import { getAsyncTaskStatus } from './status.ts';

/** What is done with async tasks, by clients and by time. */
export const asyncTaskResource: Resource = { actions: [getAsyncTaskStatus] };
