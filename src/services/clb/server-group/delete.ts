import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { clbRefusals } from '../refusals.ts';
import { groupToChange } from './load.ts';
import { removeServerGroup } from './remove.ts';
import { listenersOfGroups, rulesOfGroups } from './rows.ts';
import { type ServerGroupFacts, serverGroupExists } from './server-group.rules.ts';

interface DeleteFacts extends ServerGroupFacts {
  readonly listenerId: string | undefined;
  readonly ruleId: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  serverGroupExists,
  {
    refusal: clbRefusals.ServerGroupInUse,
    args: () => ['a listener'],
    broken: ({ listenerId }) => listenerId !== undefined,
    because: ({ listenerId }) => `${listenerId ?? 'no listener'} uses it`,
  },
  {
    refusal: clbRefusals.ServerGroupInUse,
    args: () => ['a rule'],
    broken: ({ ruleId }) => ruleId !== undefined,
    because: ({ ruleId }) => `${ruleId ?? 'no rule'} uses it`,
  },
];

/** Deletes a group that nothing forwards to, with its servers. */
export const deleteServerGroup = writeAction({
  name: 'DeleteServerGroup',
  summary: 'delete a group of backend servers',
  parameters: () => z.object({ ServerGroupId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { ServerGroupId }, context) {
    const { serverGroup } = await groupToChange(tx, context, ServerGroupId);
    const [listener] = serverGroup ? await tx.allOf(listenersOfGroups, [ServerGroupId]) : [];
    const [rule] = serverGroup ? await tx.allOf(rulesOfGroups, [ServerGroupId]) : [];
    return { serverGroup, listenerId: listener?.id, ruleId: rule?.id };
  },

  async change(tx, _, { ServerGroupId }) {
    await removeServerGroup(tx, ServerGroupId);
    return {};
  },
});
