import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { makeResourceDiscovery } from '../ipam-resource-discovery/make.ts';
import { makeAssociation } from '../ipam-resource-discovery-association/make.ts';
import { makeScope } from '../ipam-scope/make.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '../names.ts';
import { tagList } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { type RegionFacts, regionRules } from './regions.rules.ts';
import { operatingRegions, regions, unknownRegion } from './regions.ts';

const createRules: readonly Rule<RegionFacts>[] = regionRules;

/**
 * Makes an IPAM with a private and a public scope, and a resource discovery that is associated with
 * it. The region of the call is always one in which it operates. It is Available at once.
 */
export const createIpam = writeAction({
  name: 'CreateIpam',
  summary: 'create an IP address manager (IPAM) with its default scopes',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamName: resourceName().optional(),
      Description: description().optional(),
      OperatingRegions: regions().optional(),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: tagList().optional(),
    }),
  result: () =>
    z.object({
      IpamId: z.string(),
      PrivateDefaultScopeId: z.string(),
      PublicDefaultScopeId: z.string(),
      DefaultResourceDiscoveryId: z.string(),
    }),
  rules: createRules,

  async facts(_, { OperatingRegions }, context) {
    return { unknownRegion: unknownRegion(context, OperatingRegions) };
  },

  async change(tx, _, input, context) {
    const ipamId = context.ids.resource(RESOURCES.ipam.idPrefix);
    const owner = ownKey(context, ipamId);
    const operating = operatingRegions(context, input.OperatingRegions);
    const scope = (type: 'private' | 'public') =>
      makeScope(tx, context, { ipamId, type, isDefault: true, projectName: input.ProjectName });
    const privateScope = await scope('private');
    const publicScope = await scope('public');
    const discoveryId = await makeResourceDiscovery(tx, context, {
      operatingRegions: operating,
      isDefault: true,
      projectName: input.ProjectName,
    });
    const associationId = await makeAssociation(tx, context, {
      ipamId,
      discoveryId,
      isDefault: true,
    });
    await tx.insert('ipam', {
      ...owner,
      project_name: input.ProjectName,
      name: input.IpamName ?? ipamId,
      description: input.Description ?? '',
      status: 'Available',
      operating_regions: operating,
      private_default_scope_id: privateScope,
      public_default_scope_id: publicScope,
      default_resource_discovery_id: discoveryId,
      default_association_id: associationId,
    });
    await addTags(tx, owner, 'ipam', input.Tags);
    return {
      IpamId: ipamId,
      PrivateDefaultScopeId: privateScope,
      PublicDefaultScopeId: publicScope,
      DefaultResourceDiscoveryId: discoveryId,
    };
  },
});
