import * as z from 'zod';
import { readAction } from '#core/action.ts';
import type { Resource } from '#core/service.ts';

/** Lists the zones in which a load balancer can be, and where its second one can be for each. */
const describeZones = readAction({
  name: 'DescribeZones',
  summary: 'list the zones of load balancers',
  parameters: () => z.object({}),
  result: () =>
    z.object({
      MasterZones: z.array(z.object({ ZoneId: z.string(), SlaveZones: z.array(z.string()) })),
    }),

  view: async (_, __, { region }) => ({
    MasterZones: region.zones.map((zone) => ({
      ZoneId: zone,
      SlaveZones: region.zones.filter((other) => other !== zone),
    })),
  }),
});

/** The zones of load balancers. */
export const clbZoneResource: Resource = { actions: [describeZones] };
