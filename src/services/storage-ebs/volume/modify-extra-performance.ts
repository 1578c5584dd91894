import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import { NO_ORDER } from '#services/ecs/instance/parameters.ts';
import { ebsRefusals } from '../refusals.ts';
import { type AskedPerformance, performanceFits } from './performance.rules.ts';
import { ownVolume } from './rows.ts';
import { EXTRA_PERFORMANCE_TYPES } from './sizes.ts';
import { volumeExists, volumeIsSettled } from './volume.rules.ts';

interface PerformanceFacts {
  readonly volume: { readonly id: string; readonly status: string } | undefined;
  readonly performance: AskedPerformance | undefined;
}

/** The preconditions of ModifyVolumeExtraPerformance. Its table was not seen: the order is ours. */
export const performanceRules: readonly Rule<PerformanceFacts>[] = [
  volumeExists,
  volumeIsSettled,
  {
    refusal: ebsRefusals.ExtraPerformance,
    parameter: 'ExtraPerformanceTypeId',
    broken: ({ performance }) => performance && !performanceFits(performance),
    because: ({ performance }) =>
      `${performance?.type ?? 'no type'} for a ${performance?.volume.type ?? 'missing volume'} of ${performance?.volume.size ?? '?'} GiB`,
  },
];

/** Changes the extra performance of a volume, at once. */
export const modifyVolumeExtraPerformance = writeAction({
  name: 'ModifyVolumeExtraPerformance',
  summary: 'change the extra performance of a volume',
  parameters: () =>
    z.object({
      VolumeId: id(),
      ExtraPerformanceTypeId: z.enum(EXTRA_PERFORMANCE_TYPES),
      ExtraPerformanceIOPS: integer(0, 50_000).optional(),
      ExtraPerformanceThroughputMB: integer(0, 650).optional(),
    }),
  result: () => z.object({ OrderNumber: z.string() }),
  rules: performanceRules,

  async facts(tx, input, context) {
    const volume = await tx.first(ownVolume, ownKey(context, input.VolumeId));
    return {
      volume,
      performance: volume && {
        volume: { kind: volume.kind, type: volume.volume_type, size: volume.size },
        type: input.ExtraPerformanceTypeId,
        iops: input.ExtraPerformanceIOPS,
        throughput: input.ExtraPerformanceThroughputMB,
      },
    };
  },

  async change(tx, _, input) {
    await tx.update('volume', input.VolumeId, {
      extra_performance_type: input.ExtraPerformanceTypeId,
      extra_performance_iops: input.ExtraPerformanceIOPS ?? 0,
      extra_performance_throughput: input.ExtraPerformanceThroughputMB ?? 0,
    });
    return { OrderNumber: NO_ORDER };
  },
});
