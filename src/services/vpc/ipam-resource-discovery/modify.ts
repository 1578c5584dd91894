import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamResourceDiscoveryRow } from '#store/schema/ipam.ts';
import { type RegionFacts, regionRules } from '../ipam/regions.rules.ts';
import { changedRegions, regions, unknownRegion } from '../ipam/regions.ts';
import { description, resourceName } from '../names.ts';
import { discoveryExists } from './ipam-resource-discovery.rules.ts';
import { ownDiscoveryToChange } from './rows.ts';

interface ModifyFacts extends RegionFacts {
  readonly discovery: IpamResourceDiscoveryRow | undefined;
}

const modifyRules: readonly Rule<ModifyFacts>[] = [discoveryExists, ...regionRules];

/**
 * Changes a resource discovery, at once; what is absent stays as it is. The region that it is kept
 * in stays.
 */
export const modifyIpamResourceDiscovery = writeAction({
  name: 'ModifyIpamResourceDiscovery',
  summary: 'change a resource discovery',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamResourceDiscoveryId: id(),
      IpamResourceDiscoveryName: resourceName().optional(),
      Description: description().optional(),
      AddOperatingRegions: regions().optional(),
      RemoveOperatingRegions: regions().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.IpamResourceDiscoveryId);
    return {
      discovery: await tx.first(ownDiscoveryToChange, key),
      unknownRegion: unknownRegion(context, input.AddOperatingRegions),
      neededRegion: input.RemoveOperatingRegions?.find((region) => region === context.region.id),
    };
  },

  async change(tx, { discovery }, input) {
    await tx.update('ipam_resource_discovery', input.IpamResourceDiscoveryId, {
      ...(input.IpamResourceDiscoveryName !== undefined && {
        name: input.IpamResourceDiscoveryName,
      }),
      ...(input.Description !== undefined && { description: input.Description }),
      operating_regions: changedRegions(
        discovery?.operating_regions ?? '[]',
        input.AddOperatingRegions,
        input.RemoveOperatingRegions,
      ),
    });
    return {};
  },
});
