import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type RegionFacts, regionRules } from '../ipam/regions.rules.ts';
import { operatingRegions, regions, unknownRegion } from '../ipam/regions.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { tagList } from '../tag/parameters.ts';
import { makeResourceDiscovery } from './make.ts';

const createRules: readonly Rule<RegionFacts>[] = regionRules;

/** Makes a resource discovery. The region of the call is always one of its own. */
export const createIpamResourceDiscovery = writeAction({
  name: 'CreateIpamResourceDiscovery',
  summary: 'create a resource discovery',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamResourceDiscoveryName: resourceName().optional(),
      Description: description().optional(),
      OperatingRegions: regions().optional(),
      Tags: tagList().optional(),
    }),
  result: () => z.object({ IpamResourceDiscoveryId: z.string() }),
  rules: createRules,

  async facts(_, { OperatingRegions }, context) {
    return { unknownRegion: unknownRegion(context, OperatingRegions) };
  },

  async change(tx, _, input, context) {
    const discoveryId = await makeResourceDiscovery(tx, context, {
      operatingRegions: operatingRegions(context, input.OperatingRegions),
      isDefault: false,
      projectName: DEFAULT_PROJECT,
      name: input.IpamResourceDiscoveryName,
      description: input.Description,
      tags: input.Tags,
    });
    return { IpamResourceDiscoveryId: discoveryId };
  },
});
