import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import type { World } from '#world/world.ts';
import { VOLUME_TYPES } from '../instance/volumes.ts';

const parameters = () =>
  z.object({
    DestinationResource: z.enum(['InstanceType', 'VolumeType', 'DedicatedHost']),
    ZoneId: id().optional(),
    InstanceTypeId: id().optional(),
    /** The older name. */
    InstanceType: id().optional(),
    VolumeType: z.enum(VOLUME_TYPES).optional(),
    InstanceChargeType: z.enum(['PostPaid', 'PrePaid', 'ReservedInstance']).optional(),
    SpotStrategy: z.enum(['NoSpot', 'SpotAsPriceGo', 'SpotWithPriceLimit']).optional(),
    ElasticScheduledInstanceType: z.enum(['NoEsi', 'Esi', 'Segmented']).optional(),
  });

const SOLD = 'everything is sold in every way';

/** Observed for a resource; for a zone it is ours. */
const AVAILABLE = 'Available';

/**
 * Lists what is available in each zone: the whole catalogue in every zone, for every charge type.
 */
export const describeAvailableResource = readAction({
  name: 'DescribeAvailableResource',
  summary: 'list what is to be had in each zone',
  parameters,
  result: () =>
    z.object({
      AvailableZones: z.array(
        z.object({
          RegionId: z.string(),
          ZoneId: z.string(),
          Status: z.string(),
          AvailableResources: z.array(
            z.object({
              Type: z.string(),
              SupportedResources: z.array(z.object({ Value: z.string(), Status: z.string() })),
            }),
          ),
        }),
      ),
    }),
  inert: {
    InstanceChargeType: SOLD,
    SpotStrategy: SOLD,
    ElasticScheduledInstanceType: SOLD,
  },

  async view(_, input, { region, world }) {
    const Type = input.DestinationResource;
    const values = supported(world, input);
    const AvailableResources =
      values.length === 0
        ? []
        : [
            {
              Type,
              SupportedResources: values.map((Value) => ({ Value, Status: AVAILABLE })),
            },
          ];
    return {
      AvailableZones: region.zones
        .filter((zone) => input.ZoneId === undefined || zone === input.ZoneId)
        .map((zone) => ({
          RegionId: region.id,
          ZoneId: zone,
          Status: AVAILABLE,
          AvailableResources,
        })),
    };
  },
});

/**
 * Every volume type goes with every instance type, so one restricts the other only if it does not
 * exist.
 */
function supported(world: World, input: z.infer<ReturnType<typeof parameters>>): readonly string[] {
  const type = input.InstanceTypeId ?? input.InstanceType;
  if (type !== undefined && world.instanceType(type) === undefined) return [];
  switch (input.DestinationResource) {
    case 'InstanceType':
      return type === undefined ? world.instanceTypes.map(({ id: each }) => each) : [type];
    case 'VolumeType':
      return input.VolumeType === undefined ? VOLUME_TYPES : [input.VolumeType];
    case 'DedicatedHost':
      return [];
  }
}
