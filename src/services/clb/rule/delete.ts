import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import { type ListenerFacts, listenerExists } from '../listener/listener.rules.ts';
import { ownListenerToChange } from '../listener/rows.ts';
import { type KnownFacts, rulesAreKnown } from './known.rules.ts';
import { removeRule } from './remove.ts';
import { rulesOfListener } from './rows.ts';

const rules: readonly Rule<ListenerFacts & KnownFacts>[] = [listenerExists, rulesAreKnown];

/** Deletes rules of a listener: all of the named ones, or none. */
export const deleteRules = writeAction({
  name: 'DeleteRules',
  summary: 'delete rules of a listener',
  parameters: () => z.object({ ListenerId: id(), RuleIds: list(id(), 50) }),
  result: () => z.object({}),
  rules,

  async facts(tx, { ListenerId, RuleIds }, context) {
    const listener = await tx.first(ownListenerToChange, ownKey(context, ListenerId));
    const held = await tx.all(rulesOfListener, { listenerId: listener?.id ?? '' });
    return { listener, unknown: RuleIds.find((each) => !held.some((row) => row.id === each)) };
  },

  async change(tx, _, { RuleIds }) {
    for (const each of new Set(RuleIds)) await removeRule(tx, each);
    return {};
  },
});
