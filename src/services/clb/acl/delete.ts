import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { type AclFacts, aclExists } from './acl.rules.ts';
import { whichAcl } from './entry.ts';
import { deleteEntries, listenersOfAcls, ownAclToChange } from './rows.ts';

interface DeleteFacts extends AclFacts {
  readonly listenerId: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  aclExists,
  {
    refusal: clbRefusals.AclInUse,
    args: () => ['a listener'],
    broken: ({ listenerId }) => listenerId !== undefined,
    because: ({ listenerId }) => `${listenerId ?? 'no listener'} uses it`,
  },
];

/** Deletes an ACL that no listener uses. */
export const deleteAcl = writeAction({
  name: 'DeleteAcl',
  summary: 'delete an ACL of listeners',
  parameters: () => z.object(whichAcl()),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { AclId }, context) {
    const acl = await tx.first(ownAclToChange, ownKey(context, AclId));
    const [listener] = acl ? await tx.allOf(listenersOfAcls, [AclId]) : [];
    return { acl, listenerId: listener?.id };
  },

  async change(tx, _, { AclId }) {
    await tx.run(deleteEntries, { aclId: AclId });
    await removeTags(tx, AclId);
    await tx.remove('acl', AclId);
    return {};
  },
});
