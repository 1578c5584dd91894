import type { Resource } from '#core/service.ts';
import { getAsyncTaskStatus } from './status.ts';

/** The actions of async tasks. */
export const asyncTaskResource: Resource = { actions: [getAsyncTaskStatus] };
