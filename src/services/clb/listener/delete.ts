import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { listenerExists } from './listener.rules.ts';
import { removeListener } from './remove.ts';
import { ownListenerToChange } from './rows.ts';

/** Deletes a listener with its rules, at once. */
export const deleteListener = writeAction({
  name: 'DeleteListener',
  summary: 'delete a listener',
  parameters: () => z.object({ ListenerId: id() }),
  result: () => z.object({}),
  rules: [listenerExists],

  async facts(tx, { ListenerId }, context) {
    return { listener: await tx.first(ownListenerToChange, ownKey(context, ListenerId)) };
  },

  async change(tx, _, { ListenerId }) {
    await removeListener(tx, ListenerId);
    return {};
  },
});
