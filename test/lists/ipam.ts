import { ipamScene, madePool, poolScene, provision } from '../support/ipam.ts';
import { madeVpc } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';

type Input = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: a row as any of the lists answers it
type Row = any;

async function vpc(server: TestServer, action: string, input: Input) {
  const result = await server.client.ok('vpc', action, input);
  await server.settled();
  return result;
}

/** The lists of IP address management. */
export const IPAM_LISTS = {
  'vpc ListTagsForIpamResources': {
    rows: 'ResourceTags',
    id: (row: Row) => row.TagKey,
    condition: { TagType: 'custom' },
    async scene(server: TestServer) {
      const { ipam } = await ipamScene(server);
      const named = { ResourceType: 'ipam', ResourceIds: [ipam] };
      return {
        input: { ResourceType: 'ipam' },
        add: (n: number) =>
          vpc(server, 'TagIpamResources', { ...named, Tags: [{ Key: `键 ${9 - n}` }] }),
        remove: ({ TagKey }: Row) =>
          vpc(server, 'UntagIpamResources', { ...named, TagKeys: [TagKey] }),
      };
    },
  },
  'vpc DescribeIpams': {
    rows: 'Ipams',
    id: (row: Row) => row.IpamId,
    condition: { ProjectName: 'default' },
    scene: async (server: TestServer) => ({
      add: () => ipamScene(server),
      remove: ({ IpamId }: Row) => vpc(server, 'DeleteIpam', { IpamId }),
    }),
  },
  'vpc DescribeIpamScopes': {
    rows: 'IpamScopes',
    id: (row: Row) => row.IpamScopeId,
    condition: { IpamScopeType: 'private' },
    async scene(server: TestServer) {
      const { ipam: IpamId } = await ipamScene(server);
      return {
        input: { IpamId },
        add: () => vpc(server, 'CreateIpamScope', { IpamId }),
        // A default scope cannot be removed.
        remove: ({ IpamScopeId, IsDefault }: Row) =>
          IsDefault ? Promise.resolve() : vpc(server, 'DeleteIpamScope', { IpamScopeId }),
      };
    },
  },
  'vpc DescribeIpamPools': {
    rows: 'IpamPools',
    id: (row: Row) => row.IpamPoolId,
    condition: { IpVersion: 'IPv4' },
    async scene(server: TestServer) {
      const { scope } = await ipamScene(server);
      return {
        add: () => madePool(server, scope),
        remove: ({ IpamPoolId }: Row) => vpc(server, 'DeleteIpamPool', { IpamPoolId }),
      };
    },
  },
  'vpc DescribeIpamPoolCidrs': {
    rows: 'IpamPoolCidrs',
    id: (row: Row) => row.CidrBlock,
    condition: { CidrBlock: '10.0.0.0/8' },
    async scene(server: TestServer) {
      const { scope } = await ipamScene(server);
      const IpamPoolId = await madePool(server, scope);
      return {
        input: { IpamPoolId },
        add: (n: number) => provision(server, IpamPoolId, `10.${100 + n}.0.0/16`),
        remove: ({ CidrBlock }: Row) =>
          vpc(server, 'DeprovisionIpamPoolCidr', { IpamPoolId, CidrBlock }),
      };
    },
  },
  'vpc DescribeIpamPoolAllocations': {
    rows: 'IpamPoolAllocations',
    id: (row: Row) => row.IpamPoolAllocationId,
    condition: { CidrBlock: '10.0.0.0/16' },
    async scene(server: TestServer) {
      const { pool: IpamPoolId } = await poolScene(server);
      return {
        input: { IpamPoolId },
        add: () => vpc(server, 'CreateIpamPoolAllocation', { IpamPoolId, CidrMask: 16 }),
        remove: ({ IpamPoolAllocationId, CidrBlock }: Row) =>
          vpc(server, 'ReleaseIpamPoolAllocation', {
            IpamPoolId,
            IpamPoolAllocationId,
            CidrBlock,
          }),
      };
    },
  },
  'vpc DescribeIpamResourceDiscoveries': {
    rows: 'IpamResourceDiscoveries',
    id: (row: Row) => row.IpamResourceDiscoveryId,
    condition: { Type: 'custom' },
    scene: async (server: TestServer) => ({
      add: () => vpc(server, 'CreateIpamResourceDiscovery', {}),
      remove: ({ IpamResourceDiscoveryId }: Row) =>
        vpc(server, 'DeleteIpamResourceDiscovery', { IpamResourceDiscoveryId }),
    }),
  },
  'vpc DescribeIpamResourceDiscoveryAssociations': {
    rows: 'IpamResourceDiscoveryAssociations',
    id: (row: Row) => row.IpamResourceDiscoveryId,
    condition: { IpamId: 'ipam-1' },
    async scene(server: TestServer) {
      const { ipam: IpamId } = await ipamScene(server);
      const made = new Map<string, string>();
      return {
        async add() {
          const { IpamResourceDiscoveryId } = await vpc(server, 'CreateIpamResourceDiscovery', {});
          const input = { IpamId, IpamResourceDiscoveryId };
          const association = await vpc(server, 'AssociateIpamResourceDiscovery', input);
          made.set(IpamResourceDiscoveryId, association.IpamResourceDiscoveryAssociationId);
        },
        async remove({ IpamResourceDiscoveryId }: Row) {
          const IpamResourceDiscoveryAssociationId = made.get(IpamResourceDiscoveryId);
          // That which the IPAM was made with stays.
          if (IpamResourceDiscoveryAssociationId === undefined) return;
          await vpc(server, 'DisassociateIpamResourceDiscovery', {
            IpamResourceDiscoveryAssociationId,
          });
        },
      };
    },
  },
  'vpc DescribeIpamDiscoveredResourceCidrs': {
    rows: 'IpamDiscoveredResourceCidrs',
    id: (row: Row) => row.ResourceId,
    condition: { ResourceType: 'Vpc' },
    async scene(server: TestServer) {
      const { discovery } = await ipamScene(server);
      return {
        input: { IpamResourceDiscoveryId: discovery, ResourceRegionId: 'cn-beijing' },
        add: () => madeVpc(server),
        remove: ({ ResourceId }: Row) => vpc(server, 'DeleteVpc', { VpcId: ResourceId }),
      };
    },
  },
  'vpc DescribeIpamResourceCidrs': {
    rows: 'IpamResourceCidrs',
    id: (row: Row) => row.ResourceCidr,
    condition: { ResourceType: 'Subnet' },
    async scene(server: TestServer) {
      const { scope } = await ipamScene(server);
      const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
      return {
        input: { IpamScopeId: scope, VpcId },
        add: (n: number) =>
          vpc(server, 'CreateSubnet', {
            VpcId,
            ZoneId: 'cn-beijing-a',
            CidrBlock: `10.0.${n}.0/24`,
          }),
        remove: ({ ResourceType, ResourceId }: Row) =>
          ResourceType === 'Vpc'
            ? Promise.resolve()
            : vpc(server, 'DeleteSubnet', { SubnetId: ResourceId }),
      };
    },
  },
};
