import type { Resource } from '#core/service.ts';
import { unsubscribeInstance } from './unsubscribe.ts';

/** The actions of instances. */
export const instanceResource: Resource = { actions: [unsubscribeInstance] };
