import { ipamScene, madePool, poolScene } from '../support/ipam.ts';
import type { TestServer } from '../support/server.ts';

const vpc = (server: TestServer, action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);

/** The removals of IP address management. */
export const IPAM_REMOVALS = {
  'vpc DeleteIpam': {
    again: '404 InvalidIpam.NotFound',
    stage: async (server: TestServer) => ({ IpamId: (await ipamScene(server)).ipam }),
  },
  'vpc DeleteIpamScope': {
    again: '404 InvalidIpamScope.NotFound',
    stage: async (server: TestServer) =>
      vpc(server, 'CreateIpamScope', { IpamId: (await ipamScene(server)).ipam }),
  },
  'vpc DeleteIpamPool': {
    again: '404 InvalidIpamPool.NotFound',
    stage: async (server: TestServer) => ({
      IpamPoolId: await madePool(server, (await ipamScene(server)).scope),
    }),
  },
  'vpc ReleaseIpamPoolAllocation': {
    again: '404 InvalidIpamPoolAllocation.NotFound',
    async stage(server: TestServer) {
      const { pool: IpamPoolId } = await poolScene(server);
      const input = { IpamPoolId, CidrMask: 16 };
      return { IpamPoolId, ...(await vpc(server, 'CreateIpamPoolAllocation', input)) };
    },
  },
  'vpc DeleteIpamResourceDiscovery': {
    again: '404 InvalidIpamResourceDiscovery.NotFound',
    stage: (server: TestServer) => vpc(server, 'CreateIpamResourceDiscovery'),
  },
  'vpc DisassociateIpamResourceDiscovery': {
    again: '404 InvalidIpamResourceDiscoveryAssociation.NotFound',
    async stage(server: TestServer) {
      const { ipam: IpamId } = await ipamScene(server);
      const discovery = await vpc(server, 'CreateIpamResourceDiscovery');
      return vpc(server, 'AssociateIpamResourceDiscovery', {
        IpamId,
        IpamResourceDiscoveryId: discovery.IpamResourceDiscoveryId,
      });
    },
  },
  'vpc DisableIpamOrganizationTrustedService': {
    again: 'done',
    async stage(server: TestServer) {
      await vpc(server, 'EnableIpamOrganizationTrustedService');
      return {};
    },
  },
  'vpc UntagIpamResources': {
    again: 'done',
    async stage(server: TestServer) {
      const named = { ResourceType: 'ipam', ResourceIds: [(await ipamScene(server)).ipam] };
      await vpc(server, 'TagIpamResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
} as const;
