import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamRow } from '#store/schema/ipam.ts';
import { description, resourceName } from '../names.ts';
import { ipamExists } from './ipam.rules.ts';
import { type RegionFacts, regionRules } from './regions.rules.ts';
import { changedRegions, regions, unknownRegion } from './regions.ts';
import { ownIpamToChange, poolRegionsOf } from './rows.ts';

interface ModifyFacts extends RegionFacts {
  readonly ipam: IpamRow | undefined;
}

const modifyRules: readonly Rule<ModifyFacts>[] = [ipamExists, ...regionRules];

/**
 * Changes an IPAM, at once; what is absent stays as it is. The region that it is kept in, and those
 * of its pools, stay.
 */
export const modifyIpam = writeAction({
  name: 'ModifyIpam',
  summary: 'change an IPAM',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamId: id(),
      IpamName: resourceName().optional(),
      Description: description().optional(),
      AddOperatingRegions: regions().optional(),
      RemoveOperatingRegions: regions().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, input, context) {
    const ipam = await tx.first(ownIpamToChange, ownKey(context, input.IpamId));
    const pools = ipam ? await tx.all(poolRegionsOf, { ipamId: ipam.id }) : [];
    const needed = [context.region.id, ...pools.map(({ pool_region_id }) => pool_region_id)];
    return {
      ipam,
      unknownRegion: unknownRegion(context, input.AddOperatingRegions),
      neededRegion: input.RemoveOperatingRegions?.find((region) => needed.includes(region)),
    };
  },

  async change(tx, { ipam }, input) {
    await tx.update('ipam', input.IpamId, {
      ...(input.IpamName !== undefined && { name: input.IpamName }),
      ...(input.Description !== undefined && { description: input.Description }),
      operating_regions: changedRegions(
        ipam?.operating_regions ?? '[]',
        input.AddOperatingRegions,
        input.RemoveOperatingRegions,
      ),
    });
    return {};
  },
});
