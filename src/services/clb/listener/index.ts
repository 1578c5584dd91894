import type { Resource } from '#core/service.ts';
import { createListener } from './create.ts';
import { deleteListener } from './delete.ts';
import { describeListeners } from './describe.ts';
import { describeListenerAttributes } from './describe-attributes.ts';
import { describeListenerHealth } from './describe-health.ts';
import { modifyListenerAttributes } from './modify-attributes.ts';

/** The actions of listeners. */
export const listenerResource: Resource = {
  actions: [
    createListener,
    deleteListener,
    describeListenerAttributes,
    describeListenerHealth,
    describeListeners,
    modifyListenerAttributes,
  ],
};
