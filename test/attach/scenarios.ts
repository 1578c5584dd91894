import { madeIpv6OnlySubnet, madeSubnet, scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import {
  type Attachment,
  attach,
  available,
  bindEip,
  create,
  inShanghai,
  launch,
  otherAccount,
  pair,
  running,
  SEED,
  settle,
} from './stage.ts';
import type { Row } from './table.ts';

/** A request that AttachNetworkInterface must refuse. */
export interface Scenario {
  readonly title: string;
  /** The rows of the table that it breaks, and no others. The first one is the answer. */
  readonly broken: readonly [Row, ...Row[]];
  /** Makes it so that the request is refused, through the API or from the seeds. */
  readonly arrange: (server: TestServer) => Promise<Attachment>;
  /** A unique index of the schema keeps it from happening even without its rule. */
  readonly keptOutBySchema?: true;
}

type Arrange = Scenario['arrange'];
const scenario = (broken: Scenario['broken'], title: string, arrange: Arrange): Scenario => ({
  title,
  broken,
  arrange,
});

const SMALL = { type: 'ecs.test.small' };
const OTHER_CIDR = { CidrBlock: '10.0.1.0/24' };
/** The status that an action of ecs leads to. */
const IN_THE_MIDST = { Stop: 'STOPPING', Reboot: 'REBOOTING', Delete: 'DELETING' } as const;

/** Each row alone, in every way that leads to it, and the rows that are never broken alone. */
const ROWS: readonly Scenario[] = [
  scenario([1], 'an interface that does not exist', async () => pair('eni-nowhere', 'i-plain')),
  scenario([1], 'an interface of another account', async (server) => {
    const client = otherAccount(server);
    return pair(await available(server, await scene(server, { client }), {}, client), 'i-plain');
  }),
  scenario([1], 'an interface in another region', async (server) => {
    const client = inShanghai(server);
    const there = await scene(server, { client, zoneId: 'cn-shanghai-a' });
    return pair(await available(server, there, {}, client), 'i-plain');
  }),

  scenario([2], 'a service-managed interface', async () => pair('eni-managed', 'i-plain')),

  scenario([3], 'an instance that does not exist', async (server) =>
    pair(await available(server, SEED), 'i-nowhere'),
  ),
  scenario([3], 'an instance in another region', async (server) => {
    const client = inShanghai(server);
    const there = await scene(server, { client, zoneId: 'cn-shanghai-a' });
    return pair(await available(server, SEED), await running(server, there, { client }));
  }),

  scenario([4], 'an instance that an ESI order delivered', async (server) =>
    pair(await available(server, SEED), 'i-esi'),
  ),

  scenario([5], 'an instance of another account in the same subnet', async (server) =>
    pair(await available(server, SEED), 'i-guest'),
  ),
  scenario([5, 9], 'an instance of another account in its own VPC', async (server) => {
    const client = otherAccount(server);
    const theirs = await scene(server, { client });
    return pair(await available(server, SEED), await running(server, theirs, { client }));
  }),

  scenario([6], 'an interface that is Creating', async (server) =>
    pair(await create(server, SEED), 'i-plain'),
  ),
  scenario([6], 'an interface that is Attaching to the same instance', async (server) => {
    const eni = await available(server, SEED);
    const instance = await running(server, SEED);
    await attach(server, eni, instance);
    return pair(eni, instance);
  }),
  scenario([6], 'an interface that is InUse on the same instance', async (server) => {
    const eni = await available(server, SEED);
    const instance = await running(server, SEED);
    await attach(server, eni, instance);
    await settle(server);
    return pair(eni, instance);
  }),
  scenario([6], 'an interface that is InUse on another instance', async (server) =>
    pair(await inUse(server), 'i-plain'),
  ),
  scenario([6], 'an interface that is Detaching', async (server) => {
    const eni = await available(server, SEED);
    const instance = await running(server, SEED);
    await attach(server, eni, instance);
    await settle(server);
    await server.client.ok('vpc', 'DetachNetworkInterface', pair(eni, instance));
    return pair(eni, 'i-plain');
  }),
  scenario([6], 'an interface that is Deleting', async (server) => {
    const eni = await available(server, SEED);
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: eni });
    return pair(eni, 'i-plain');
  }),
  {
    ...scenario([6], 'the primary interface of another instance', async (server) => {
      const InstanceId = await running(server, SEED);
      const primary = { InstanceId, Type: 'primary' };
      const found = await server.client.ok('vpc', 'DescribeNetworkInterfaces', primary);
      return pair(found.NetworkInterfaceSets[0].NetworkInterfaceId, 'i-plain');
    }),
    keptOutBySchema: true,
  },

  scenario([7], 'an instance that is CREATING', async (server) => {
    const eni = await available(server, SEED);
    return pair(eni, await launch(server, SEED));
  }),
  ...Object.entries(IN_THE_MIDST).map(([verb, status]) =>
    scenario([7], `an instance that is ${status}`, async (server) => {
      const eni = await available(server, SEED);
      const InstanceId = await running(server, SEED);
      await server.client.ok('ecs', `${verb}Instance`, { InstanceId });
      return pair(eni, InstanceId);
    }),
  ),
  scenario([7], 'an instance that is STARTING', async (server) => {
    const eni = await available(server, SEED);
    const InstanceId = await running(server, SEED);
    await server.client.ok('ecs', 'StopInstance', { InstanceId });
    await settle(server);
    await server.client.ok('ecs', 'StartInstance', { InstanceId });
    return pair(eni, InstanceId);
  }),

  scenario([8], 'an instance of a type that the catalogue has no more', async (server) =>
    pair(await available(server, SEED), 'i-withdrawn'),
  ),
  scenario([8, 12], 'an instance of a type that takes a primary interface alone', async (server) =>
    pair(await available(server, SEED), await running(server, SEED, { type: 'ecs.test.single' })),
  ),

  scenario([9], 'an instance in another VPC', async (server) =>
    pair(await available(server, await scene(server)), 'i-plain'),
  ),

  scenario([10], 'an instance in another zone', async (server) => {
    const here = await scene(server);
    const there = { ...here, zoneId: 'cn-beijing-b' };
    const subnetId = await madeSubnet(server, here.vpcId, { ...OTHER_CIDR, ZoneId: there.zoneId });
    return pair(await available(server, here), await running(server, { ...there, subnetId }));
  }),

  scenario([11], 'an IPv4 interface to an instance in an IPv6-only subnet', async (server) => {
    const here = await scene(server);
    const subnetId = await madeIpv6OnlySubnet(server, here.vpcId);
    return pair(await available(server, here), await running(server, { ...here, subnetId }));
  }),

  scenario([12], 'an instance that is full', async (server) =>
    pair(await available(server, SEED), await full(server)),
  ),
  scenario([12], 'an instance whose last place is taken by one Attaching', async (server) => {
    const [first, second] = [await available(server, SEED), await available(server, SEED)];
    const instance = await running(server, SEED, SMALL);
    await attach(server, first, instance);
    return pair(second, instance);
  }),
  scenario([12], 'an instance whose last place is held by one Detaching', async (server) => {
    const [first, second] = [await available(server, SEED), await available(server, SEED)];
    const instance = await running(server, SEED, SMALL);
    await attach(server, first, instance);
    await settle(server);
    await server.client.ok('vpc', 'DetachNetworkInterface', pair(first, instance));
    return pair(second, instance);
  }),

  scenario([13], 'one IPv4 address more than the type allows', async (server) =>
    pair(
      await available(server, SEED, { SecondaryPrivateIpAddressCount: 2 }),
      await running(server, SEED, SMALL),
    ),
  ),

  scenario([14], 'one IPv6 address more than the type allows', async (server) => {
    const here = await scene(server);
    return pair(
      await available(server, here, { Ipv6AddressCount: 3 }),
      await running(server, here, SMALL),
    );
  }),

  scenario([15], 'an EIP on the interface that is Attaching', async (server) => {
    const eni = await available(server, SEED);
    await bindEip(server, eni);
    return pair(eni, 'i-plain');
  }),
  scenario([15], 'an EIP on the interface that is Detaching', async (server) => {
    const eni = await available(server, SEED);
    const AllocationId = await bindEip(server, eni);
    await settle(server);
    await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
    return pair(eni, 'i-plain');
  }),
];

/**
 * Every row together with the next one that can be broken with it. This chain shows the whole
 * order.
 */
const ORDER: readonly Scenario[] = [
  scenario([1, 3], 'neither exists', async () => pair('eni-nowhere', 'i-nowhere')),
  scenario([2, 3], 'service-managed, to nowhere', async () => pair('eni-managed', 'i-nowhere')),
  scenario([2, 4], 'service-managed, to an ESI instance', async () => pair('eni-managed', 'i-esi')),
  scenario([3, 6], 'InUse, to nowhere', async (server) => pair(await inUse(server), 'i-nowhere')),
  scenario([4, 5], "to another account's ESI instance", async (server) =>
    pair(await available(server, SEED), 'i-guest-esi'),
  ),
  scenario([5, 6], "InUse, to another account's instance", async (server) =>
    pair(await inUse(server), 'i-guest'),
  ),
  scenario([6, 7], 'InUse, to an instance that is STOPPING', async (server) => {
    const eni = await inUse(server);
    const InstanceId = await running(server, SEED);
    await server.client.ok('ecs', 'StopInstance', { InstanceId });
    return pair(eni, InstanceId);
  }),
  scenario([7, 8], 'to an instance in ERROR, of a withdrawn type', async (server) =>
    pair(await available(server, SEED), 'i-withdrawn-error'),
  ),
  scenario([8, 9], 'to an instance of a withdrawn type in another VPC', async (server) =>
    pair(await available(server, await scene(server)), 'i-withdrawn'),
  ),
  scenario([9, 10], 'to another VPC and another zone', async (server) => {
    const there = await scene(server, { zoneId: 'cn-beijing-b' });
    return pair(await available(server, there), 'i-plain');
  }),
  scenario([10, 11], 'to an IPv6-only instance in another zone', async (server) => {
    const here = await scene(server);
    const zoneId = 'cn-beijing-b';
    const subnetId = await madeIpv6OnlySubnet(server, here.vpcId, { ZoneId: zoneId });
    const there = { ...here, subnetId, zoneId };
    return pair(await available(server, here), await running(server, there));
  }),
  scenario([11, 12], 'to an IPv6-only instance that is full', async (server) => {
    const here = await scene(server);
    const there = { ...here, subnetId: await madeIpv6OnlySubnet(server, here.vpcId) };
    const instance = await running(server, there, SMALL);
    await attach(server, await available(server, there), instance);
    await settle(server);
    return pair(await available(server, here), instance);
  }),
  scenario([12, 13], 'too many IPv4 addresses, to an instance that is full', async (server) => {
    const eni = await available(server, SEED, { SecondaryPrivateIpAddressCount: 2 });
    return pair(eni, await full(server));
  }),
  scenario([13, 14], 'too many addresses of both families', async (server) => {
    const here = await scene(server);
    const many = { SecondaryPrivateIpAddressCount: 2, Ipv6AddressCount: 3 };
    return pair(await available(server, here, many), await running(server, here, SMALL));
  }),
  scenario([14, 15], 'too many IPv6 addresses, with an EIP on its way', async (server) => {
    const here = await scene(server);
    const instance = await running(server, here, SMALL);
    const eni = await available(server, here, { Ipv6AddressCount: 3 });
    await bindEip(server, eni);
    return pair(eni, instance);
  }),
];

export const SCENARIOS: readonly Scenario[] = [...ROWS, ...ORDER];

/** An interface that is InUse on an instance of its own. */
async function inUse(server: TestServer): Promise<string> {
  const eni = await available(server, SEED);
  await attach(server, eni, await running(server, SEED));
  await settle(server);
  return eni;
}

/** An instance with as many interfaces as its type takes. */
async function full(server: TestServer): Promise<string> {
  const instance = await running(server, SEED, SMALL);
  await attach(server, await available(server, SEED), instance);
  await settle(server);
  return instance;
}
