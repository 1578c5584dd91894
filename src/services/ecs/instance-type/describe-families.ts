import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';

/** Lists the families of the catalogue. Each is available in every zone. */
export const describeInstanceTypeFamilies = readAction({
  name: 'DescribeInstanceTypeFamilies',
  summary: 'list families of instance types',
  parameters: () =>
    z.object({
      ZoneId: id().optional(),
      Generation: z.enum(['ecs-1', 'ecs-2', 'ecs-3']).optional(),
    }),
  result: () =>
    z.object({
      InstanceTypeFamilies: z.array(
        z.object({
          InstanceTypeFamily: z.string(),
          Generation: z.string(),
          ZoneIds: z.array(z.string()),
        }),
      ),
    }),

  async view(_, { ZoneId, Generation }, { region, world }) {
    const ZoneIds = [...region.zones];
    if (ZoneId !== undefined && !ZoneIds.includes(ZoneId)) return { InstanceTypeFamilies: [] };
    const families = [...new Set(world.instanceTypes.map(({ family }) => family))]
      .map((family) => ({
        InstanceTypeFamily: family,
        Generation: generationOf(family),
        ZoneIds,
      }))
      .filter((family) => Generation === undefined || family.Generation === Generation);
    return { InstanceTypeFamilies: families };
  },
});

/**
 * The generation, from the number in a family's name: ecs.g3i is of ecs-3. '' when there is no
 * number.
 */
function generationOf(family: string): string {
  const [, generation] = /^ecs\.[a-z]+(\d)/.exec(family) ?? [];
  return generation === undefined ? '' : `ecs-${generation}`;
}
