import type { Resource } from '#core/service.ts';
import { unsubscribeInstance } from './unsubscribe.ts';

/** What is done with instances, by clients and by time. */
export const instanceResource: Resource = { actions: [unsubscribeInstance] };
