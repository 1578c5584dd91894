import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id, integer } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import { extendRules } from './extend.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVolume } from './rows.ts';
import { sizesOf } from './sizes.ts';

/**
 * Makes a volume larger. It is extending, then as before. To ask for the size that it has succeeds,
 * and changes nothing.
 */
export const extendVolume = writeAction({
  name: 'ExtendVolume',
  summary: 'make a volume larger',
  parameters: () =>
    z.object({
      VolumeId: id(),
      /** GiB. A string in the SDKs: digits either way. */
      NewSize: integer(1, 1_000_000),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.extend, TRANSITIONS.extendAttached],
  rules: extendRules,

  async facts(tx, { VolumeId, NewSize }, context) {
    const owner = ownerOf(context);
    const volume = await tx.first(ownVolume, { ...owner, id: VolumeId });
    return {
      newSize: NewSize,
      volume,
      instance: volume && (await tx.first(instanceNow, { ...owner, id: volume.instance_id })),
      largest: volume ? sizesOf(volume.kind, volume.volume_type).most : Number.POSITIVE_INFINITY,
    };
  },

  async change(tx, { volume }, { VolumeId, NewSize }, context) {
    if (volume?.size === NewSize) return {};
    const step = volume?.instance_id === '' ? TRANSITIONS.extend : TRANSITIONS.extendAttached;
    await tx.update('volume', VolumeId, { status: step.from, size: NewSize });
    await scheduleTransition(tx, context, step, VolumeId);
    return {};
  },
});
