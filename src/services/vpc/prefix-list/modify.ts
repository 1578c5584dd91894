import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, flag, id, list } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { entriesLeftInTables } from '../route-entry/route-count.ts';
import { entriesLeftInGroups } from '../security-group/rule-count.ts';
import { blockText } from '../subnet/range.ts';
import { type Entry, NO_ENTRIES, readEntries } from './entries.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { modifyRules } from './modify.rules.ts';
import { entries, MOST_ENTRIES, maxEntries } from './parameters.ts';
import { entriesOfList, ownPrefixListToChange } from './rows.ts';

const parameters = () =>
  z.object({
    PrefixListId: id(),
    PrefixListName: resourceName().optional(),
    Description: description().optional(),
    MaxEntries: maxEntries().optional(),
    AddPrefixListEntries: entries().optional(),
    RemovePrefixListEntries: list(z.object({ Cidr: z.string().max(64) }), MOST_ENTRIES).optional(),
    DryRun: flag().default(false),
    ClientToken: clientToken().optional(),
  });

/**
 * Changes a prefix list and its entries: entries are removed first, then added. Removing an entry
 * that does not exist is no error; adding an existing one changes its description. The list is
 * Pending, then Available.
 */
export const modifyPrefixList = writeAction({
  name: 'ModifyPrefixList',
  summary: 'change a prefix list and its entries',
  asyncTask: true,
  parameters,
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,
  refusals: [vpcRefusals.DryRunOperation],

  async facts(tx, input, context) {
    const key = ownKey(context, input.PrefixListId);
    const prefixList = await tx.first(ownPrefixListToChange, key);
    const held = prefixList
      ? (await tx.all(entriesOfList, { prefixListId: prefixList.id })).map(({ cidr }) => cidr)
      : [];
    const removed = removedOf(input);
    const added = prefixList
      ? readEntries(input.AddPrefixListEntries ?? [], prefixList.ip_version)
      : NO_ENTRIES;
    const kept = held.filter((cidr) => !removed.includes(cidr));
    return {
      prefixList,
      ipVersion: prefixList?.ip_version ?? '',
      added,
      noBlock: prefixList && removed.find((cidr) => blockText(cidr) === undefined),
      entries: new Set([...kept, ...added.entries.map(({ cidr }) => cidr)]).size,
      maxEntries: input.MaxEntries ?? prefixList?.max_entries ?? 0,
      entriesLeftInGroups: prefixList ? await entriesLeftInGroups(tx, context, prefixList) : 0,
      entriesLeftInTables: prefixList ? await entriesLeftInTables(tx, context, prefixList.id) : 0,
    };
  },

  async change(tx, { added }, input, context) {
    if (input.DryRun) refuse(vpcRefusals.DryRunOperation);
    const { PrefixListId: prefixListId } = input;
    for (const cidr of removedOf(input)) await tx.run(removeEntry, { prefixListId, cidr });
    await addEntries(tx, prefixListId, added.entries);
    tx.touch('prefix_list', prefixListId);
    await tx.update('prefix_list', prefixListId, {
      status: TRANSITIONS.modify.from,
      ...(input.PrefixListName !== undefined && { name: input.PrefixListName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.MaxEntries !== undefined && { max_entries: input.MaxEntries }),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, prefixListId);
    return {};
  },
});

/** The blocks to be removed, in their canonical form; text that is no block is kept as it is. */
function removedOf({
  RemovePrefixListEntries = [],
}: z.infer<ReturnType<typeof parameters>>): string[] {
  return RemovePrefixListEntries.map(({ Cidr }) => blockText(Cidr) ?? Cidr);
}

async function addEntries(
  tx: Writer,
  prefixListId: string,
  added: readonly Entry[],
): Promise<void> {
  const held = await tx.all(entriesOfList, { prefixListId });
  let position = (held.at(-1)?.position ?? -1) + 1;
  for (const { cidr, description } of added) {
    if (!held.some((each) => each.cidr === cidr)) {
      await tx.insert('prefix_list_entry', {
        prefix_list_id: prefixListId,
        cidr,
        description: description ?? '',
        position,
      });
      position += 1;
    } else if (description !== undefined) {
      await tx.run(describeEntry, { prefixListId, cidr, description });
    }
  }
}

const removeEntry = query((db, p: { prefixListId: string; cidr: string }) =>
  db
    .deleteFrom('prefix_list_entry')
    .where('prefix_list_id', '=', p.prefixListId)
    .where('cidr', '=', p.cidr),
);

const describeEntry = query((db, p: { prefixListId: string; cidr: string; description: string }) =>
  db
    .updateTable('prefix_list_entry')
    .set({ description: p.description })
    .where('prefix_list_id', '=', p.prefixListId)
    .where('cidr', '=', p.cidr),
);
