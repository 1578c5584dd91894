import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { text } from '#core/parameters.ts';

/** The zones in which there can be NAT gateways: all of the region. */
export const listNatGatewayAvailableZones = readAction({
  name: 'ListNatGatewayAvailableZones',
  summary: 'list the zones that can have NAT gateways',
  parameters: () => z.object({ Product: text(64).optional() }),
  result: () => z.object({ Zones: z.array(z.object({ ZoneId: z.string() })) }),
  inert: { Product: 'every zone has every kind of NAT gateway' },

  view: async (_, __, { region }) => ({ Zones: region.zones.map((zone) => ({ ZoneId: zone })) }),
});
