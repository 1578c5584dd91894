import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id, list } from '#core/parameters.ts';

/** The zones of the region that the request is signed for. */
export const describeZones = readAction({
  name: 'DescribeZones',
  summary: 'list the zones of the region',
  parameters: () => z.object({ ZoneIds: list(id(), 20).optional() }),
  result: () => z.object({ Zones: z.array(z.object({ ZoneId: z.string() })) }),

  async view(_, { ZoneIds }, { region }) {
    const zones = region.zones.filter((zone) => ZoneIds?.includes(zone) ?? true);
    return { Zones: zones.map((zone) => ({ ZoneId: zone })) };
  },
});
