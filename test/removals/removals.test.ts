import { afterEach, describe, expect, it } from 'vitest';
import { beijing } from '#platform/time.ts';
import { SERVICES } from '#server.ts';
import { ipv6Scene, madeBandwidth, madeEgressOnlyRule, madeIpv6Gateway } from '../support/ipv6.ts';
import { madeNetworkAcl, resources } from '../support/network-acl.ts';
import {
  madeGroup,
  madeInterface,
  madeSubnet,
  madeVpc,
  runInput,
  scene,
} from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

/*
 * What is taken away may be gone already: two controllers do the same, an answer was lost, somebody
 * used the console. Each action that takes something away is called twice, and the second answer
 * must let its clients finish: a success, or a refusal that they take for one. docs/limits.md says
 * which, and why.
 */

type Input = Record<string, unknown>;

/** What the second call is answered: a success, or a refusal. */
type Answer = 'done' | `${number} ${string}`;

interface Removal {
  readonly again: Answer;
  /** Makes the resource, and returns the parameters of the call that removes it. */
  readonly stage: (server: TestServer) => Promise<Input>;
}

let server: TestServer;

const ask = async (service: string, action: string, input: Input) => {
  const result = await server.client.ok(service, action, input);
  await server.settled();
  return result;
};
const vpc = (action: string, input: Input) => ask('vpc', action, input);
const ecs = (action: string, input: Input) => ask('ecs', action, input);

async function network() {
  const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
  const SubnetId = await madeSubnet(server, VpcId);
  return { VpcId, SubnetId, groupId: await madeGroup(server, VpcId) };
}

async function freeInterface(more: Input = {}): Promise<string> {
  const { SubnetId, groupId } = await network();
  return madeInterface(server, { subnetId: SubnetId, groupId }, more);
}

async function instance(): Promise<string> {
  return (await ecs('RunInstances', runInput(await scene(server)))).InstanceIds[0];
}

async function customRouteTable() {
  const at = await network();
  const { RouteTableId } = await vpc('CreateRouteTable', { VpcId: at.VpcId });
  return { ...at, RouteTableId };
}

const rule = async () => ({
  SecurityGroupId: await madeGroup(server, await madeVpc(server)),
  Protocol: 'tcp',
  PortStart: 22,
  PortEnd: 22,
  CidrIp: '10.0.0.0/8',
});

async function revocable(action: string): Promise<Input> {
  const input = await rule();
  await vpc(action, input);
  return input;
}

const tagged = (ResourceType: string, id: string) => ({
  ResourceType,
  ResourceIds: [id],
});

/** By `service Action`: every action that takes something away. */
const REMOVALS: Readonly<Record<string, Removal>> = {
  // What has an id of its own: the vendor's tables say 404, and clients take it for a success.
  'vpc DeleteVpc': {
    again: '404 InvalidVpc.NotFound',
    stage: async () => ({ VpcId: await madeVpc(server) }),
  },
  'vpc DeleteSubnet': {
    again: '404 InvalidSubnet.NotFound',
    stage: async () => ({ SubnetId: (await network()).SubnetId }),
  },
  'vpc DeleteSecurityGroup': {
    again: '404 InvalidSecurityGroupId.NotFound',
    stage: async () => ({ SecurityGroupId: (await network()).groupId }),
  },
  'vpc DeleteNetworkInterface': {
    again: '404 InvalidEniId.NotFound',
    stage: async () => ({ NetworkInterfaceId: await freeInterface() }),
  },
  'vpc DeleteNetworkAcl': {
    again: '404 InvalidNetworkAcl.NotFound',
    stage: async () => ({ NetworkAclId: await madeNetworkAcl(server, await madeVpc(server)) }),
  },
  'vpc DeleteHaVip': {
    again: '404 InvalidHaVip.NotFound',
    async stage() {
      const { SubnetId } = await network();
      return { HaVipId: (await vpc('CreateHaVip', { SubnetId })).HaVipId };
    },
  },
  'vpc DeletePrefixList': {
    again: '404 InvalidPrefixList.NotFound',
    stage: async () => ({
      PrefixListId: (await vpc('CreatePrefixList', { MaxEntries: 1 })).PrefixListId,
    }),
  },
  'vpc DeleteRouteTable': {
    again: '404 InvalidRouteTable.NotFound',
    stage: async () => ({ RouteTableId: (await customRouteTable()).RouteTableId }),
  },
  'vpc DeleteRouteEntry': {
    again: '404 InvalidRouteEntry.NotFound',
    async stage() {
      const { RouteTableId, SubnetId, groupId } = await customRouteTable();
      const { RouteEntryId } = await vpc('CreateRouteEntry', {
        RouteTableId,
        DestinationCidrBlock: '172.16.0.0/24',
        NextHopType: 'NetworkInterface',
        NextHopId: await madeInterface(server, { subnetId: SubnetId, groupId }),
      });
      return { RouteEntryId };
    },
  },
  'vpc DeleteIpv6Gateway': {
    again: '404 InvalidIpv6Gateway.NotFound',
    stage: async () => ({
      Ipv6GatewayId: await madeIpv6Gateway(server, await madeVpc(server, { EnableIpv6: true })),
    }),
  },
  'vpc DeleteIpv6EgressOnlyRule': {
    again: '404 InvalidIpv6EgressOnlyRule.NotFound',
    async stage() {
      const { addresses, VpcId } = await ipv6Scene(server);
      const gateway = await madeIpv6Gateway(server, VpcId);
      const bandwidth = await madeBandwidth(server, addresses[0]);
      return { Ipv6EgressOnlyRuleId: await madeEgressOnlyRule(server, gateway, bandwidth) };
    },
  },
  'vpc ReleaseIpv6AddressBandwidth': {
    again: '404 InvalidEip.NotFound',
    async stage() {
      const { addresses, VpcId } = await ipv6Scene(server);
      await madeIpv6Gateway(server, VpcId);
      return { AllocationId: await madeBandwidth(server, addresses[0]) };
    },
  },
  'vpc ReleaseEipAddress': {
    again: '404 InvalidEip.NotFound',
    stage: async () => ({
      AllocationId: (await vpc('AllocateEipAddress', { BillingType: 3 })).AllocationId,
    }),
  },
  'ecs DeleteInstance': {
    again: '404 InvalidInstance.NotFound',
    stage: async () => ({ InstanceId: await instance() }),
  },
  // The order stays in the list, as Deleted.
  'ecs DeleteScheduledInstance': {
    again: '400 InvalidScheduledInstance.InvalidStatus',
    async stage() {
      const { ScheduledInstanceId } = await ecs(
        'CreateScheduledInstances',
        runInput(await scene(server), {
          ScheduledInstanceName: 'rush',
          StartDeliveryAt: beijing(server.worldClock.now() + 3_600_000),
        }),
      );
      return { ScheduledInstanceId };
    },
  },
  'billing UnsubscribeInstance': {
    again: '404 InvalidEip.NotFound',
    async stage() {
      const { AllocationId } = await vpc('AllocateEipAddress', {
        BillingType: 1,
        Period: 1,
        PeriodUnit: 1,
      });
      return { InstanceID: AllocationId, Product: 'EIP' };
    },
  },

  // Several at a time: each has an answer of its own.
  'ecs DeleteInstances': {
    again: 'done',
    stage: async () => ({ InstanceIds: [await instance()] }),
  },
  'ecs DeleteKeyPairs': {
    again: 'done',
    stage: async () => ({
      KeyPairNames: [(await ecs('CreateKeyPair', { KeyPairName: 'key' })).KeyPairName],
    }),
  },
  'ecs DisassociateInstancesIamRole': {
    again: 'done',
    async stage() {
      const named = { InstanceIds: [await instance()], IamRoleName: 'role' };
      await ecs('AssociateInstancesIamRole', named);
      return named;
    },
  },

  // Associations of two resources.
  'vpc DetachNetworkInterface': {
    again: '400 InvalidEni.InstanceMismatch',
    async stage() {
      const at = await scene(server);
      const InstanceId = (await ecs('RunInstances', runInput(at))).InstanceIds[0];
      const NetworkInterfaceId = await madeInterface(server, at);
      await vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
      return { NetworkInterfaceId, InstanceId };
    },
  },
  'vpc DisassociateEipAddress': {
    again: '400 InvalidEip.InvalidStatus',
    async stage() {
      const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3 });
      const to = { InstanceId: await freeInterface(), InstanceType: 'NetworkInterface' };
      await vpc('AssociateEipAddress', { AllocationId, ...to });
      return { AllocationId, ...to };
    },
  },
  'vpc DisassociateHaVip': {
    again: '400 InvalidHaVip.InstanceMismatch',
    async stage() {
      const { SubnetId, groupId } = await network();
      const { HaVipId } = await vpc('CreateHaVip', { SubnetId });
      const to = {
        HaVipId,
        InstanceId: await madeInterface(server, { subnetId: SubnetId, groupId }),
        InstanceType: 'NetworkInterface',
      };
      await vpc('AssociateHaVip', to);
      return to;
    },
  },
  'vpc DisassociateRouteTable': {
    again: '400 InvalidRouteTable.SubnetMismatch',
    async stage() {
      const { RouteTableId, SubnetId } = await customRouteTable();
      await vpc('AssociateRouteTable', { RouteTableId, SubnetId });
      return { RouteTableId, SubnetId };
    },
  },
  'vpc DisassociateNetworkAcl': {
    again: '400 InvalidResource.NetworkAclMismatch',
    async stage() {
      const { VpcId, SubnetId } = await network();
      const input = { NetworkAclId: await madeNetworkAcl(server, VpcId), ...resources(SubnetId) };
      await vpc('AssociateNetworkAcl', input);
      return input;
    },
  },
  'ecs DetachKeyPair': {
    again: 'done',
    async stage() {
      const { KeyPairName } = await ecs('CreateKeyPair', { KeyPairName: 'key' });
      const InstanceIds = [await instance()];
      await ecs('AttachKeyPair', { KeyPairName, InstanceIds });
      return { KeyPairName, InstanceIds };
    },
  },

  // What has no id: rules, blocks, addresses, tags.
  'vpc RevokeSecurityGroupIngress': {
    again: 'done',
    stage: () => revocable('AuthorizeSecurityGroupIngress'),
  },
  'vpc RevokeSecurityGroupEgress': {
    again: 'done',
    stage: () => revocable('AuthorizeSecurityGroupEgress'),
  },
  'vpc DisassociateVpcCidrBlock': {
    again: '404 InvalidCidr.NotFound',
    async stage() {
      const input = {
        VpcId: await madeVpc(server, { CidrBlock: '10.0.0.0/16' }),
        SecondaryCidrBlock: '10.1.0.0/16',
      };
      await vpc('AssociateVpcCidrBlock', input);
      return input;
    },
  },
  'vpc DisassociateVpcUserCidrBlock': {
    again: '404 InvalidCidr.NotFound',
    async stage() {
      const input = { VpcId: await madeVpc(server), UserCidrBlock: '30.0.0.0/8' };
      await vpc('AssociateVpcUserCidrBlock', input);
      return input;
    },
  },
  'vpc UnassignPrivateIpAddresses': {
    again: '400 InvalidPrivateIp.Malformed',
    stage: async () => ({
      NetworkInterfaceId: await freeInterface({ PrivateIpAddress: ['10.0.0.9'] }),
      PrivateIpAddress: ['10.0.0.9'],
    }),
  },
  'vpc UnassignIpv6Addresses': {
    again: '400 InvalidIpv6.Malformed',
    async stage() {
      const { eni, addresses } = await ipv6Scene(server);
      return { NetworkInterfaceId: eni, Ipv6Address: addresses };
    },
  },
  'vpc UntagResources': {
    again: 'done',
    async stage() {
      const named = tagged('vpc', await madeVpc(server));
      await vpc('TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  'ecs UntagResources': {
    again: 'done',
    async stage() {
      const named = tagged('instance', await instance());
      await ecs('TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  'ecs DeleteTags': {
    again: 'done',
    async stage() {
      const named = tagged('instance', await instance());
      await ecs('CreateTags', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
};

const TAKES_AWAY =
  /^(Delete|Release|Remove|Detach|Disassociate|Revoke|Unassign|Untag|Unsubscribe|Disable)/;

it('the table knows every action that takes something away', () => {
  const all = SERVICES.flatMap(({ name, actions }) =>
    actions.filter((each) => TAKES_AWAY.test(each.name)).map((each) => `${name} ${each.name}`),
  );
  const what = 'add the action to REMOVALS: what it answers when what it takes away is gone';
  expect(Object.keys(REMOVALS).sort(), what).toEqual([...new Set(all)].sort());
});

describe('an entry of a prefix list', () => {
  afterEach(() => server.close());

  it('that is gone may be taken away again', async () => {
    server = await startServer();
    const { PrefixListId } = await vpc('CreatePrefixList', {
      MaxEntries: 2,
      PrefixListEntries: [{ Cidr: '10.0.0.0/8' }],
    });
    const RemovePrefixListEntries = [{ Cidr: '10.0.0.0/8' }];
    await vpc('ModifyPrefixList', { PrefixListId, RemovePrefixListEntries });
    await vpc('ModifyPrefixList', { PrefixListId, RemovePrefixListEntries });
  });
});

describe.each(Object.entries(REMOVALS))('%s', (name, { again, stage }) => {
  afterEach(() => server.close());

  it(`of what is gone is answered: ${again}`, async () => {
    const [service = '', action = ''] = name.split(' ');
    server = await startServer();
    const input = await stage(server);
    await ask(service, action, input);
    const { status, code } = await server.client.call(service, action, input);
    expect(status === 200 ? 'done' : `${status} ${code}`).toBe(again);
    await server.settled();
  });
});
