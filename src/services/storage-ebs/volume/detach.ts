import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { commonRefusals } from '#core/common-refusals.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import { ebsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVolume } from './rows.ts';
import {
  instanceExists,
  instanceIsSettled,
  isDataVolume,
  volumeExists,
  volumeInStatus,
} from './volume.rules.ts';

interface DetachFacts {
  readonly instanceId: string | undefined;
  readonly volume:
    | {
        readonly id: string;
        readonly status: string;
        readonly kind: string;
        readonly instance_id: string;
        readonly charge_type: string;
      }
    | undefined;
  readonly instance: { readonly id: string; readonly status: string } | undefined;
}

/** The preconditions of DetachVolume. Its table was not seen: codes of ours and order are ours. */
export const detachRules: readonly Rule<DetachFacts>[] = [
  {
    refusal: commonRefusals.MissingParameter,
    parameter: 'InstanceId',
    args: () => ['InstanceId'],
    broken: ({ instanceId }) => instanceId === undefined,
    because: ({ instanceId }) => `InstanceId is ${instanceId ?? 'absent'}`,
  },
  volumeExists,
  instanceExists,
  volumeInStatus('attached'),
  {
    refusal: ebsRefusals.VolumeNotOnInstance,
    broken: ({ volume, instance }) => volume && instance && volume.instance_id !== instance.id,
    because: ({ volume }) => `the volume is on ${volume?.instance_id || 'no instance'}`,
  },
  isDataVolume,
  {
    // Its subscription is the instance's.
    refusal: ebsRefusals.PrePaidVolume,
    broken: ({ volume }) => volume && volume.charge_type === 'PrePaid',
    because: ({ volume }) => `the volume is ${volume?.charge_type ?? 'absent'}`,
  },
  instanceIsSettled,
];

/** Detaches a data volume from its instance. It is detaching, then available. */
export const detachVolume = writeAction({
  name: 'DetachVolume',
  summary: 'detach a volume from its instance',
  parameters: () =>
    z.object({
      VolumeId: id(),
      InstanceId: id().optional(),
      /** As Terraform writes it. */
      instanceId: id().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.detach],
  rules: detachRules,

  async facts(tx, { VolumeId, InstanceId, instanceId = InstanceId }, context) {
    return {
      instanceId,
      instance:
        instanceId === undefined
          ? undefined
          : await tx.first(instanceNow, ownKey(context, instanceId)),
      volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
    };
  },

  async change(tx, _, { VolumeId }, context) {
    await tx.update('volume', VolumeId, { status: TRANSITIONS.detach.from });
    await scheduleTransition(tx, context, TRANSITIONS.detach, VolumeId);
    return {};
  },
});
