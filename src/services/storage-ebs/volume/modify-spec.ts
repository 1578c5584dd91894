import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { NO_ORDER } from '#services/ecs/instance/parameters.ts';
import { ebsRefusals } from '../refusals.ts';
import { ownVolume } from './rows.ts';
import { VOLUME_TYPES } from './sizes.ts';
import { volumeExists, volumeIsSettled } from './volume.rules.ts';

interface SpecFacts {
  readonly target: string;
  readonly volume:
    | { readonly id: string; readonly status: string; readonly volume_type: string }
    | undefined;
}

/** The preconditions of ModifyVolumeSpec. Its table was not seen: the code and the order are ours. */
export const specRules: readonly Rule<SpecFacts>[] = [
  volumeExists,
  volumeIsSettled,
  {
    // "Only from ESSD_PL0 to ESSD_FlexPL."
    refusal: ebsRefusals.VolumeSpec,
    parameter: 'TargetVolumeType',
    broken: ({ volume, target }) =>
      volume && !(volume.volume_type === 'ESSD_PL0' && target === 'ESSD_FlexPL'),
    because: ({ volume, target }) => `from ${volume?.volume_type ?? 'none'} to ${target}`,
  },
];

/** Changes the type of a volume, at once. */
export const modifyVolumeSpec = writeAction({
  name: 'ModifyVolumeSpec',
  summary: 'change the type of a volume',
  parameters: () => z.object({ VolumeId: id(), TargetVolumeType: z.enum(VOLUME_TYPES) }),
  result: () => z.object({ OrderNo: z.string(), VolumeId: z.string() }),
  rules: specRules,

  facts: async (tx, { VolumeId, TargetVolumeType }, context) => ({
    target: TargetVolumeType,
    volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
  }),

  async change(tx, { target }, { VolumeId }) {
    await tx.update('volume', VolumeId, { volume_type: target });
    return { OrderNo: NO_ORDER, VolumeId };
  },
});
