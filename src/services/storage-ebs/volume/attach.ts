import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import { attachRules } from './attach.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVolume, volumeCount } from './rows.ts';
import { VOLUMES_PER_INSTANCE } from './volume.rules.ts';

/** Attaches a free volume to an instance. It is attaching, then attached. */
export const attachVolume = writeAction({
  name: 'AttachVolume',
  summary: 'attach a volume to an instance',
  parameters: () =>
    z.object({
      VolumeId: id(),
      InstanceId: id(),
      /** Absent to leave it as it is. */
      DeleteWithInstance: flag().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.attach],
  rules: attachRules,

  // The lock on the instance makes one of two new volumes come first.
  async facts(tx, { VolumeId, InstanceId }, context) {
    const instance = await tx.first(ownInstance, ownKey(context, InstanceId));
    const on = instance && (await tx.first(volumeCount, { instanceId: instance.id }));
    return {
      instance,
      volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
      volumes: on?.volumes ?? 0,
      volumesAllowed: VOLUMES_PER_INSTANCE,
    };
  },

  async change(tx, _, { VolumeId, InstanceId, DeleteWithInstance }, context) {
    await tx.update('volume', VolumeId, {
      status: TRANSITIONS.attach.from,
      instance_id: InstanceId,
      ...(DeleteWithInstance !== undefined && { delete_with_instance: DeleteWithInstance ? 1 : 0 }),
    });
    await scheduleTransition(tx, context, TRANSITIONS.attach, VolumeId);
    return {};
  },
});
