import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clbRefusals } from '../refusals.ts';
import { type AclFacts, aclExists } from './acl.rules.ts';
import { entries, entryOf, whichAcl } from './entry.ts';
import { entriesOfAcls, ownAclToChange } from './rows.ts';

interface AddFacts extends AclFacts {
  /** An entry that is there already, or is given twice. */
  readonly double: string | undefined;
  /** After the last entry. */
  readonly position: number;
}

const addRules: readonly Rule<AddFacts>[] = [
  aclExists,
  {
    refusal: clbRefusals.AclEntryConflict,
    parameter: 'AclEntries',
    broken: ({ double }) => double !== undefined,
    because: ({ double }) => `${double ?? 'no entry'} is there twice`,
  },
];

/** Adds blocks to an ACL. */
export const addAclEntries = writeAction({
  name: 'AddAclEntries',
  summary: 'add entries to an ACL of listeners',
  parameters: () => z.object({ ...whichAcl(), AclEntries: entries() }),
  result: () => z.object({}),
  rules: addRules,

  async facts(tx, input, context) {
    const acl = await tx.first(ownAclToChange, ownKey(context, input.AclId));
    const held = acl ? await tx.allOf(entriesOfAcls, [input.AclId]) : [];
    const all = new Set(held.map((row) => row.entry));
    let double: string | undefined;
    for (const { Entry } of input.AclEntries) {
      const block = entryOf(Entry) ?? Entry;
      if (all.has(block)) double ??= block;
      all.add(block);
    }
    return { acl, double, position: (held.at(-1)?.position ?? -1) + 1 };
  },

  async change(tx, { position }, { AclId, AclEntries }) {
    for (const [index, { Entry, Description = '' }] of AclEntries.entries()) {
      await tx.insert('acl_entry', {
        acl_id: AclId,
        entry: entryOf(Entry) ?? Entry,
        description: Description,
        position: position + index,
      });
    }
    await tx.update('acl', AclId, { status: 'Active' });
    return {};
  },
});
