import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, list, text } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { tagList } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { ownListenerToChange } from '../listener/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { groupsFacts } from './groups.ts';
import { redirectOf, ruleTarget } from './parameters.ts';
import { rulesOfListener } from './rows.ts';
import { type TargetFacts, targetRules } from './target.rules.ts';

interface CreateFacts extends TargetFacts {
  /** A domain and a path that have a rule already, or are given twice. */
  readonly double: string | undefined;
}

const rules: readonly Rule<CreateFacts>[] = [
  ...targetRules,
  {
    refusal: clbRefusals.RuleConflict,
    parameter: 'Rules',
    broken: ({ double }) => double !== undefined,
    because: ({ double }) =>
      double === undefined ? 'each rule is the only one' : `${double} is there twice`,
  },
];

/** Adds rules to a listener of HTTP or HTTPS. */
export const createRules = writeAction({
  name: 'CreateRules',
  summary: 'add rules to a listener',
  parameters: () =>
    z.object({
      ListenerId: id(),
      Rules: list(
        z.object({
          Domain: text(256).optional(),
          Url: text(256).optional(),
          ...ruleTarget(),
          Tags: tagList().optional(),
        }),
        50,
      ),
    }),
  result: () => z.object({ RuleIds: z.array(z.string()) }),
  rules,

  async facts(tx, input, context) {
    const listener = await tx.first(ownListenerToChange, ownKey(context, input.ListenerId));
    const held = await tx.all(rulesOfListener, { listenerId: listener?.id ?? '' });
    const places = new Set(held.map((row) => `${row.domain}${row.url}`));
    let double: string | undefined;
    for (const { Domain = '', Url = '/' } of input.Rules) {
      if (places.has(`${Domain}${Url}`)) double ??= `${Domain}${Url}`;
      places.add(`${Domain}${Url}`);
    }
    const groups = input.Rules.map(({ ServerGroupId }) => ServerGroupId);
    return {
      listener,
      double,
      aimless: input.Rules.some(
        ({ ActionType, ServerGroupId }) => ActionType !== 'Redirect' && ServerGroupId === undefined,
      ),
      ...(await groupsFacts(tx, context, listener, groups)),
    };
  },

  async change(tx, { listener }, input, context) {
    const RuleIds: string[] = [];
    for (const rule of input.Rules) {
      const owner = ownKey(context, context.ids.resource(RESOURCES.rule.idPrefix));
      const { ActionType = 'Forward' } = rule;
      await tx.insert('rule', {
        ...owner,
        project_name: listener?.project_name ?? '',
        name: owner.id,
        description: rule.Description ?? '',
        status: 'Active',
        listener_id: input.ListenerId,
        server_group_id: ActionType === 'Forward' ? (rule.ServerGroupId ?? '') : '',
        domain: rule.Domain ?? '',
        url: rule.Url ?? '/',
        action_type: ActionType,
        redirect: JSON.stringify(redirectOf(rule.RedirectConfig, ActionType === 'Redirect')),
      });
      await addTags(tx, owner, 'rule', rule.Tags);
      RuleIds.push(owner.id);
    }
    return { RuleIds };
  },
});
