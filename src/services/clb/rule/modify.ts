import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import { ownListenerToChange } from '../listener/rows.ts';
import { groupsFacts } from './groups.ts';
import { type KnownFacts, rulesAreKnown } from './known.rules.ts';
import { redirectOf, ruleTarget } from './parameters.ts';
import { rulesOfListener } from './rows.ts';
import { type TargetFacts, targetRules } from './target.rules.ts';

const rules: readonly Rule<TargetFacts & KnownFacts>[] = [...targetRules, rulesAreKnown];

/** Changes what rules of a listener do; what is absent stays as it is. */
export const modifyRules = writeAction({
  name: 'ModifyRules',
  summary: 'change rules of a listener',
  parameters: () =>
    z.object({
      ListenerId: id(),
      Rules: list(z.object({ RuleId: id(), ...ruleTarget() }), 50),
    }),
  result: () => z.object({}),
  rules,

  async facts(tx, input, context) {
    const listener = await tx.first(ownListenerToChange, ownKey(context, input.ListenerId));
    const held = await tx.all(rulesOfListener, { listenerId: listener?.id ?? '' });
    const rowOf = (ruleId: string) => held.find((row) => row.id === ruleId);
    const groups = input.Rules.map(({ ServerGroupId }) => ServerGroupId);
    return {
      listener,
      held,
      unknown: input.Rules.find(({ RuleId }) => rowOf(RuleId) === undefined)?.RuleId,
      aimless: input.Rules.some(({ RuleId, ActionType, ServerGroupId }) => {
        const row = rowOf(RuleId);
        if (row === undefined) return false;
        const forwards = (ActionType ?? row.action_type) === 'Forward';
        return forwards && (ServerGroupId ?? row.server_group_id) === '';
      }),
      ...(await groupsFacts(tx, context, listener, groups)),
    };
  },

  async change(tx, { held }, input) {
    for (const rule of input.Rules) {
      const row = held.find((each) => each.id === rule.RuleId);
      if (row === undefined) continue;
      const action = rule.ActionType ?? row.action_type;
      const before = JSON.parse(row.redirect) as ReturnType<typeof redirectOf>;
      await tx.update('rule', row.id, {
        action_type: action,
        server_group_id: action === 'Forward' ? (rule.ServerGroupId ?? row.server_group_id) : '',
        redirect: rule.RedirectConfig
          ? JSON.stringify(redirectOf(rule.RedirectConfig, action === 'Redirect'))
          : JSON.stringify(before),
        description: rule.Description ?? row.description,
      });
    }
    return {};
  },
});
