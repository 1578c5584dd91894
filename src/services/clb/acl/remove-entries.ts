import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { list } from '#core/parameters.ts';
import { aclExists } from './acl.rules.ts';
import { entry, entryOf, whichAcl } from './entry.ts';
import { deleteEntry, ownAclToChange } from './rows.ts';

/** Removes blocks from an ACL. One that is not there is no error. */
export const removeAclEntries = writeAction({
  name: 'RemoveAclEntries',
  summary: 'remove entries from an ACL of listeners',
  parameters: () => z.object({ ...whichAcl(), Entries: list(entry(), 50) }),
  result: () => z.object({}),
  rules: [aclExists],

  async facts(tx, { AclId }, context) {
    return { acl: await tx.first(ownAclToChange, ownKey(context, AclId)) };
  },

  async change(tx, _, { AclId, Entries }) {
    for (const given of Entries) {
      await tx.run(deleteEntry, { aclId: AclId, entry: entryOf(given) ?? given });
    }
    await tx.update('acl', AclId, { status: 'Active' });
    return {};
  },
});
