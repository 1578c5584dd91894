import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';
import { hpcClusterDescription, hpcClusterName } from './parameters.ts';

interface CreateFacts {
  readonly zoneId: string;
  readonly zoneExists: boolean;
}

const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: ecsRefusals.ZoneNotFound,
    parameter: 'ZoneId',
    broken: ({ zoneExists }) => !zoneExists,
    because: ({ zoneId, zoneExists }) =>
      `${zoneId} is ${zoneExists ? '' : 'not '}a zone of this region`,
  },
];

/** Makes a high-performance cluster, at once: it has no status. */
export const createHpcCluster = writeAction({
  name: 'CreateHpcCluster',
  summary: 'create an HPC cluster',
  parameters: () =>
    z.object({
      Name: hpcClusterName(),
      ZoneId: id(),
      Description: hpcClusterDescription().default(''),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: instanceTags().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ HpcClusterId: z.string() }),
  rules: createRules,

  facts: async (_, { ZoneId }, { region }) => ({
    zoneId: ZoneId,
    zoneExists: region.zones.includes(ZoneId),
  }),

  async change(tx, _, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.hpc_cluster.idPrefix, 20));
    await tx.insert('hpc_cluster', {
      ...owner,
      project_name: input.ProjectName,
      name: input.Name,
      description: input.Description,
      status: 'Available',
      zone_id: input.ZoneId,
    });
    await addTags(tx, owner, 'hpccluster', input.Tags);
    return { HpcClusterId: owner.id };
  },
});
