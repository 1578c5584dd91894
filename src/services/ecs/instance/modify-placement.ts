import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { flag, id } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';
import { dedicatedHost } from './dedicated-host.ts';
import { endDryRun, operateFacts, operateParameters } from './operate.ts';
import { placementRules } from './placement.rules.ts';

/** Leaves an instance on its shared host. There are no dedicated hosts to place it on. */
export const modifyInstancePlacement = writeAction({
  name: 'ModifyInstancePlacement',
  summary: 'leave an instance on its shared host',
  parameters: () =>
    z.object({
      ...operateParameters(),
      DedicatedHostId: id().optional(),
      Tenancy: z.enum(['Default', 'Host']).optional(),
      Affinity: z.enum(['Default', 'Host']).optional(),
      InstanceTypeId: id().optional(),
      MigrationType: z.enum(['LiveMigration', 'ColdMigration']).optional(),
      IsOnlineMigration: flag().optional(),
    }),
  result: () => z.object({}),
  inert: {
    MigrationType: 'an instance never leaves its host',
    IsOnlineMigration: 'an instance never leaves its host',
  },
  rules: placementRules,
  refusals: [ecsRefusals.DryRunOperation],

  async facts(tx, input, context) {
    const facts = await operateFacts(tx, input, context);
    const { InstanceTypeId } = input;
    return {
      ...facts,
      host: dedicatedHost(input),
      otherType: InstanceTypeId === facts.instance?.instance_type_id ? undefined : InstanceTypeId,
    };
  },

  async change(_, __, input) {
    endDryRun(input);
    return {};
  },
});
