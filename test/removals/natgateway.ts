import { eipOnNat, madeDnatEntry, madeSnatEntry, natScene } from '../support/nat.ts';
import type { TestServer } from '../support/server.ts';

/** The removals of NAT gateways and their entries. */
export const NAT_REMOVALS = {
  'natgateway DeleteNatGateway': {
    again: '404 InvalidNatGateway.NotFound',
    stage: async (server: TestServer) => ({
      NatGatewayId: (await natScene(server)).NatGatewayId,
    }),
  },
  'natgateway UntagResources': {
    again: 'done',
    async stage(server: TestServer) {
      const { NatGatewayId } = await natScene(server);
      const named = { ResourceType: 'ngw', ResourceIds: [NatGatewayId] };
      await server.client.ok('natgateway', 'TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  'natgateway DeleteNatIp': {
    again: '404 InvalidNatIp.NotFound',
    async stage(server: TestServer) {
      const { NatGatewayId } = await natScene(server, { NetworkType: 'intranet' });
      const made = await server.client.ok('natgateway', 'CreateNatIp', { NatGatewayId });
      await server.settled();
      return { NatIpId: made.NatIpId };
    },
  },
  'natgateway DeleteSnatEntry': {
    again: '404 InvalidSnatEntry.NotFound',
    async stage(server: TestServer) {
      const { NatGatewayId, SubnetId } = await natScene(server);
      const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
      return { SnatEntryId: await madeSnatEntry(server, { NatGatewayId, SubnetId, EipId }) };
    },
  },
  'natgateway DeleteDnatEntry': {
    again: '404 InvalidDnatEntry.NotFound',
    async stage(server: TestServer) {
      const { NatGatewayId } = await natScene(server);
      const { EipAddress: ExternalIp } = await eipOnNat(server, NatGatewayId);
      return { DnatEntryId: await madeDnatEntry(server, { NatGatewayId, ExternalIp }) };
    },
  },
} as const;
