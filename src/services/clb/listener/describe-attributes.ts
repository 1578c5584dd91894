import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { clbRefusals } from '../refusals.ts';
import { ownListener } from './rows.ts';
import { listenerResult, viewListeners } from './view.ts';

/** Shows one listener. */
export const describeListenerAttributes = readAction({
  name: 'DescribeListenerAttributes',
  summary: 'show one listener',
  parameters: () => z.object({ ListenerId: id() }),
  result: listenerResult,
  refusals: [clbRefusals.ListenerNotFound],

  async view(tx, { ListenerId }, context) {
    const row = await tx.first(ownListener, ownKey(context, ListenerId));
    const [view] = row === undefined ? [] : await viewListeners(tx, [row]);
    return view ?? refuse(clbRefusals.ListenerNotFound);
  },
});
