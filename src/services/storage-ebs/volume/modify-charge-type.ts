import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id, list } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import { NO_ORDER } from '#services/ecs/instance/parameters.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { InstanceRow } from '#store/schema.ts';
import { ebsRefusals } from '../refusals.ts';
import { ownVolumes } from './rows.ts';
import { instanceExists, volumeExists, volumeInStatus } from './volume.rules.ts';

interface OneCharge {
  readonly volume: VolumeRow | undefined;
  readonly instanceId: string;
  readonly target: string;
}

interface ChargeFacts {
  readonly instance: InstanceRow | undefined;
  readonly target: string;
  readonly each: readonly OneCharge[];
}

/** The preconditions of ModifyVolumeChargeType. Its table was not seen: the order is ours. */
export const chargeRules: readonly Rule<ChargeFacts>[] = [
  instanceExists,
  {
    // "Only volumes on a PrePaid instance can become PrePaid."
    refusal: ebsRefusals.ChargeType,
    parameter: 'DiskChargeType',
    broken: ({ instance, target }) =>
      instance && target === 'PrePaid' && instance.instance_charge_type !== 'PrePaid',
    because: ({ instance, target }) =>
      `${target} is asked for, the instance is ${instance?.instance_charge_type ?? 'absent'}`,
  },
  ...batchRules<OneCharge>([
    volumeExists,
    volumeInStatus('attached'),
    {
      refusal: ebsRefusals.VolumeNotOnInstance,
      broken: ({ volume, instanceId }) => volume && volume.instance_id !== instanceId,
      because: ({ volume }) => `the volume is on ${volume?.instance_id || 'no instance'}`,
    },
    {
      // A system volume is paid for as its instance is.
      refusal: ebsRefusals.SystemVolume,
      broken: ({ volume, target }) =>
        volume && volume.kind === 'system' && volume.charge_type !== target,
      because: ({ volume, target }) =>
        `a ${volume?.kind ?? 'missing'} volume is ${volume?.charge_type ?? 'absent'}, ${target} is asked for`,
    },
  ]),
];

/** Changes how volumes on an instance are paid for, at once: all of them or none. */
export const modifyVolumeChargeType = writeAction({
  name: 'ModifyVolumeChargeType',
  summary: 'change whether volumes are paid for in advance or as they go',
  parameters: () =>
    z.object({
      VolumeIds: list(id(), 100),
      InstanceId: id(),
      DiskChargeType: z.enum(['PrePaid', 'PostPaid']),
      AutoPay: flag().default(true),
    }),
  result: () => z.object({ Number: z.string() }),
  inert: { AutoPay: 'there is no money here, so no order waits to be paid' },
  rules: chargeRules,

  async facts(tx, { VolumeIds, InstanceId, DiskChargeType: target }, context) {
    const owner = ownerOf(context);
    const instance = await tx.first(instanceNow, { ...owner, id: InstanceId });
    const volumes = await ownVolumes(tx, owner, VolumeIds);
    return {
      instance,
      target,
      each: volumes.map(({ volume }) => ({ volume, instanceId: InstanceId, target })),
    };
  },

  async change(tx, { each, target }) {
    for (const { volume } of each) {
      if (volume) await tx.update('volume', volume.id, { charge_type: target });
    }
    return { Number: NO_ORDER };
  },
});
