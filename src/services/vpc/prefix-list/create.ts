import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, flag } from '#core/parameters.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagList } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { type EntriesFacts, entriesRules } from './entries.rules.ts';
import { readEntries } from './entries.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { entries, maxEntries } from './parameters.ts';

interface CreateFacts extends EntriesFacts {
  readonly quotaLeft: number;
}

const createRules: readonly Rule<CreateFacts>[] = [
  ...entriesRules,
  withinQuota(vpcRefusals.PrefixListQuota, 'PrefixLists', 'quotaLeft'),
];

/** Makes a prefix list. It is Creating, then Available. */
export const createPrefixList = writeAction({
  name: 'CreatePrefixList',
  summary: 'create a prefix list',
  asyncTask: true,
  parameters: () =>
    z.object({
      PrefixListName: resourceName().optional(),
      Description: description().optional(),
      IpVersion: z.enum(['IPv4', 'IPv6']).default('IPv4'),
      MaxEntries: maxEntries(),
      PrefixListEntries: entries().optional(),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: tagList().optional(),
      DryRun: flag().default(false),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ PrefixListId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [vpcRefusals.DryRunOperation],

  async facts(tx, input, context) {
    const added = readEntries(input.PrefixListEntries ?? [], input.IpVersion);
    return {
      ipVersion: input.IpVersion,
      added,
      entries: added.entries.length,
      maxEntries: input.MaxEntries,
      quotaLeft: await remainingQuota(tx, context, 'PrefixLists'),
    };
  },

  async change(tx, { added }, input, context) {
    if (input.DryRun) refuse(vpcRefusals.DryRunOperation);
    const id = context.ids.resource(RESOURCES.prefix_list.idPrefix);
    const owner = ownKey(context, id);
    await tx.insert('prefix_list', {
      ...owner,
      project_name: input.ProjectName,
      name: input.PrefixListName ?? id,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      ip_version: input.IpVersion,
      max_entries: input.MaxEntries,
    });
    for (const [position, entry] of added.entries.entries()) {
      await tx.insert('prefix_list_entry', {
        prefix_list_id: id,
        cidr: entry.cidr,
        description: entry.description ?? '',
        position,
      });
    }
    // Nothing refers to it yet.
    tx.touchNothing();
    await addTags(tx, owner, 'prefixlist', input.Tags);
    await reserveQuota(tx, owner, 'PrefixLists', 1);
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { PrefixListId: id };
  },
});
