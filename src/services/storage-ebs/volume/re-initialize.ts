import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import { type RestoreFacts, restorable } from './restore.rules.ts';
import { ownVolume } from './rows.ts';
import { volumeExists, volumeIsSettled } from './volume.rules.ts';

/** The preconditions of ReInitializeVolume; its page's table was not seen. */
export const reInitializeRules: readonly Rule<RestoreFacts>[] = [
  volumeExists,
  volumeIsSettled,
  restorable,
];

/** Brings a volume back to what it was when it was made. It holds no data, so nothing changes. */
export const reInitializeVolume = writeAction({
  name: 'ReInitializeVolume',
  summary: 'bring a volume back to what it was when it was made',
  parameters: () => z.object({ VolumeId: id() }),
  result: () => z.object({}),
  rules: reInitializeRules,

  async facts(tx, { VolumeId }, context) {
    const owner = ownerOf(context);
    const volume = await tx.first(ownVolume, { ...owner, id: VolumeId });
    return {
      volume,
      instance: volume && (await tx.first(instanceNow, { ...owner, id: volume.instance_id })),
    };
  },

  async change(tx, { volume }, { VolumeId }) {
    if (volume) await tx.update('volume', VolumeId, { status: volume.status });
    return {};
  },
});
