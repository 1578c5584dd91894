import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { flag, id, list } from '#core/parameters.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { logName } from '../flow-log/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownEipToChange } from './rows.ts';

interface MonitorFacts {
  /** How many EIPs are named. */
  readonly named: number;
  /** One that the caller does not have, or has in another project. */
  readonly missing: string | undefined;
  /** One that is in transition. */
  readonly moving: Pick<EipRow, 'id' | 'status'> | undefined;
}

/** The preconditions of both actions. No page of them was seen: they are ours. */
const monitorRules: readonly Rule<MonitorFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    args: () => ['AllocationIds'],
    parameter: 'AllocationIds',
    broken: ({ named }) => named === 0,
    because: ({ named }) => (named === 0 ? 'no EIP is named' : 'EIPs are named'),
  },
  {
    refusal: vpcRefusals.EipNotFound,
    broken: ({ missing }) => missing !== undefined,
    because: ({ missing }) => (missing ? `there is no such EIP as ${missing}` : 'all EIPs exist'),
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ moving }) => moving !== undefined,
    because: ({ moving }) => (moving ? `${moving.id} is ${moving.status}` : 'none is on its way'),
  },
];

const named = () => ({
  AllocationIds: list(id(), 100).optional(),
  ProjectName: z.string().max(64).optional(),
});

/** Switches the high-resolution monitoring of EIPs on, at once: for all of them or for none. */
export const enableEipAddressHighResolutionMonitor = writeAction({
  name: 'EnableEipAddressHighResolutionMonitor',
  summary:
    'switch the high-resolution monitoring of EIPs on, which is recorded and measures nothing',
  asyncTask: true,
  parameters: () =>
    z.object({
      ...named(),
      LogProjectName: logName(),
      LogTopicName: logName(),
      EnableIndex: flag().default(false),
    }),
  result: () => z.object({}),
  inert: { EnableIndex: 'nothing shows it, and there is no log service to have an index' },
  rules: monitorRules,

  facts: monitorFacts,

  async change(tx, _, { AllocationIds = [], LogProjectName, LogTopicName }) {
    for (const id of new Set(AllocationIds)) {
      await tx.update('eip', id, {
        log_project_name: LogProjectName,
        log_topic_name: LogTopicName,
      });
    }
    return {};
  },
});

/** Switches it off, at once. */
export const disableEipAddressHighResolutionMonitor = writeAction({
  name: 'DisableEipAddressHighResolutionMonitor',
  summary: 'switch the high-resolution monitoring of EIPs off',
  asyncTask: true,
  parameters: () => z.object(named()),
  result: () => z.object({}),
  rules: monitorRules,

  facts: monitorFacts,

  async change(tx, _, { AllocationIds = [] }) {
    for (const id of new Set(AllocationIds)) {
      await tx.update('eip', id, { log_project_name: '', log_topic_name: '' });
    }
    return {};
  },
});

/** EIPs are locked in the order of their ids, as every writer of several does. */
async function monitorFacts(
  tx: Reader,
  {
    AllocationIds = [],
    ProjectName,
  }: { AllocationIds?: string[] | undefined; ProjectName?: string | undefined },
  context: Context,
): Promise<MonitorFacts> {
  const owner = ownerOf(context);
  let missing: string | undefined;
  let moving: EipRow | undefined;
  for (const id of [...new Set(AllocationIds)].sort()) {
    const eip = await tx.first(ownEipToChange, { id, ...owner });
    if (eip === undefined || (ProjectName ?? eip.project_name) !== eip.project_name) missing ??= id;
    else if (!['Available', 'Attached'].includes(eip.status)) moving ??= eip;
  }
  return { named: AllocationIds.length, missing, moving };
}
