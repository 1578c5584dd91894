import { madeAcl } from '../support/clb.ts';
import type { TestServer } from '../support/server.ts';
import type { ListCase } from './lists.ts';

type Input = Record<string, unknown>;

async function ecs(server: TestServer, action: string, input: Input) {
  const result = await server.client.ok('ecs', action, input);
  await server.settled();
  return result;
}

/** Lists of the ecs service whose rows belong to no instance, and the one of clb that has tokens. */
export const ECS_LISTS: Readonly<Record<string, ListCase>> = {
  'clb ListTagsForResources': {
    rows: 'ResourceTags',
    id: (row) => row.TagKey,
    condition: { TagType: 'custom' },
    async scene(server) {
      const named = { ResourceType: 'acl', ResourceIds: [await madeAcl(server)] };
      const clb = (action: string, input: Input) =>
        server.client.ok('clb', action, { ...named, ...input });
      return {
        input: { ResourceType: 'acl' },
        add: (n) => clb('TagResources', { Tags: [{ Key: `键 ${9 - n}` }] }),
        remove: ({ TagKey }) => clb('UntagResources', { TagKeys: [TagKey] }),
      };
    },
  },
  'ecs DescribeSubscriptions': {
    rows: 'Subscriptions',
    id: (row) => row.Id,
    condition: { Type: 'Mail' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'CreateSubscription', { Type: 'Mail', EventTypes: [`e-${n}`] }),
      // Nothing takes a subscription away.
      remove: async () => {},
    }),
  },
  'ecs ListTagsForResources': {
    rows: 'TagResources',
    id: (row) => row.TagKey,
    condition: { TagFilters: [{ Key: '9 b' }] },
    async scene(server) {
      const made = await ecs(server, 'CreateHpcCluster', { Name: 'c', ZoneId: 'cn-beijing-a' });
      const named = { ResourceType: 'hpccluster', ResourceIds: [made.HpcClusterId] };
      return {
        input: { ResourceType: 'hpccluster' },
        add: (n) => ecs(server, 'TagResources', { ...named, Tags: [{ Key: `${9 - n} b` }] }),
        remove: ({ TagKey }) => ecs(server, 'UntagResources', { ...named, TagKeys: [TagKey] }),
      };
    },
  },
  'ecs DescribeHpcClusters': {
    rows: 'HpcClusters',
    id: (row) => row.HpcClusterId,
    condition: { ProjectName: 'default' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'CreateHpcCluster', { Name: `c-${n}`, ZoneId: 'cn-beijing-a' }),
      remove: ({ HpcClusterId }) => ecs(server, 'DeleteHpcCluster', { HpcClusterId }),
    }),
  },
};
