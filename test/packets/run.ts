import { Random } from '../fuzz/random.ts';
import type { SdkClient } from '../support/client.ts';
import { byId, emptyWorld, type Nic, type Rule, type World } from './world.ts';

export type Input = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: whatever the action answers
export type Answer = any;

type Service = 'vpc' | 'ecs' | 'natgateway';

const ZONE = 'cn-beijing-a';

/** A world that is made by calls of the API, and what was asked for to get there. */
export class WorldRun {
  readonly world: World = emptyWorld();
  readonly story: string[] = [];
  readonly pick: Random;
  /** By VPC, a subnet for the interfaces of NAT gateways, which take addresses of the server's choice. */
  readonly natSubnets = new Map<string, string>();
  readonly #client: SdkClient;
  readonly #settled: () => Promise<void>;
  /** Announces a floating address, and waits until that is known. */
  readonly announce: (haVip: string, nic: string) => Promise<void>;
  ports = 10_000;
  readonly #unfinished: (() => Promise<void>)[] = [];

  constructor(
    client: SdkClient,
    settled: () => Promise<void>,
    announce: WorldRun['announce'] = async () => {},
    seed = 0,
  ) {
    this.#client = client;
    this.#settled = settled;
    this.announce = announce;
    this.pick = new Random(seed);
  }

  async ok(service: Service, action: string, input: Input): Promise<Answer> {
    this.story.push(`${action} ${JSON.stringify(input)}`);
    return await this.#client.ok(service, action, input);
  }

  /** The same for a call that need not stand in the report of a failure. */
  async look(service: Service, action: string, input: Input): Promise<Answer> {
    return await this.#client.ok(service, action, input);
  }

  settled(): Promise<void> {
    return this.#settled();
  }

  /** Waits for what was started, and notes what the server has given it. */
  async finish(): Promise<void> {
    await this.settled();
    for (const note of this.#unfinished.splice(0)) await note();
  }

  async vpc(...given: Parameters<WorldRun['startVpc']>): Promise<string> {
    return this.#whole(await this.startVpc(...given));
  }

  async subnet(...given: Parameters<WorldRun['startSubnet']>): Promise<string> {
    return this.#whole(await this.startSubnet(...given));
  }

  async group(...given: Parameters<WorldRun['startGroup']>): Promise<string> {
    return this.#whole(await this.startGroup(...given));
  }

  async instance(...given: Parameters<WorldRun['startInstance']>): Promise<string> {
    return this.#whole(await this.startInstance(...given));
  }

  async nic(...given: Parameters<WorldRun['startNic']>): Promise<Nic> {
    return byId(this.world.nics, await this.#whole(await this.startNic(...given)));
  }

  async #whole(id: string): Promise<string> {
    await this.finish();
    return id;
  }

  /** @param ipv6 the IPv6 block of the VPC; without it, the server chooses one. */
  async startVpc(CidrBlock: string, ipv6?: string): Promise<string> {
    const { VpcId, RouteTableId } = await this.ok('vpc', 'CreateVpc', {
      CidrBlock,
      EnableIpv6: true,
      ...(ipv6 !== undefined && { Ipv6CidrBlock: ipv6 }),
    });
    this.#unfinished.push(async () => {
      const shown = await this.look('vpc', 'DescribeVpcAttributes', { VpcId });
      const blocks = [CidrBlock, shown.Ipv6CidrBlock];
      this.world.vpcs.push({
        id: VpcId,
        blocks,
        userBlocks: [],
        ipv6Gateway: undefined,
        ipv4Gateway: undefined,
        ipv4Private: false,
      });
      this.world.tables.push({ id: RouteTableId, vpc: VpcId, routes: [] });
    });
    return VpcId;
  }

  async startSubnet(VpcId: string, CidrBlock: string, Ipv6CidrBlock: number): Promise<string> {
    const { SubnetId } = await this.ok('vpc', 'CreateSubnet', {
      VpcId,
      ZoneId: ZONE,
      CidrBlock,
      Ipv6CidrBlock,
    });
    this.#unfinished.push(async () => {
      const shown = await this.look('vpc', 'DescribeSubnetAttributes', { SubnetId });
      this.world.subnets.push({
        id: SubnetId,
        vpc: VpcId,
        blocks: [CidrBlock, shown.Ipv6CidrBlock],
        gateway: CidrBlock.replace(/0\/24$/, '1'),
        acl: undefined,
        table: shown.RouteTable.RouteTableId,
      });
    });
    return SubnetId;
  }

  /** Makes the subnet in which NAT gateways of a VPC are made; no NIC of the world is in it. */
  async startNatSubnet(VpcId: string): Promise<void> {
    const subnet = { VpcId, ZoneId: ZONE, CidrBlock: '10.0.9.0/24' };
    this.natSubnets.set(VpcId, (await this.ok('vpc', 'CreateSubnet', subnet)).SubnetId);
  }

  async startGroup(VpcId: string): Promise<string> {
    const { SecurityGroupId } = await this.ok('vpc', 'CreateSecurityGroup', { VpcId });
    this.#unfinished.push(async () => {
      const { Permissions } = await this.look('vpc', 'DescribeSecurityGroupAttributes', {
        SecurityGroupId,
      });
      const inDirection = (wanted: string) =>
        (Permissions as Answer[]).filter(({ Direction }) => Direction === wanted).map(ruleOf);
      const ingress = inDirection('ingress');
      this.world.groups.push({
        id: SecurityGroupId,
        vpc: VpcId,
        ingress,
        egress: inDirection('egress'),
      });
    });
    return SecurityGroupId;
  }

  async rule(group: string, direction: 'ingress' | 'egress', rule: Rule): Promise<void> {
    const action = direction === 'ingress' ? 'Ingress' : 'Egress';
    await this.ok('vpc', `AuthorizeSecurityGroup${action}`, ruleInput(group, rule));
    byId(this.world.groups, group)[direction].push(rule);
  }

  /** Starts an instance with one IPv4 and one IPv6 address. */
  async startInstance(
    SubnetId: string,
    address: string,
    groups: readonly string[],
  ): Promise<string> {
    const {
      InstanceIds: [InstanceId],
    } = await this.ok('ecs', 'RunInstances', {
      ZoneId: ZONE,
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      InstanceName: 'guest',
      NetworkInterfaces: [
        { SubnetId, PrimaryIpAddress: address, Ipv6AddressCount: 1, SecurityGroupIds: groups },
      ],
    });
    this.world.instances.push({ id: InstanceId, running: true });
    this.#unfinished.push(async () => {
      const { NetworkInterfaceSets } = await this.look('vpc', 'DescribeNetworkInterfaces', {
        InstanceId,
      });
      this.world.nics.push(nicOf(NetworkInterfaceSets[0], InstanceId));
    });
    return InstanceId;
  }

  async startNic(
    SubnetId: string,
    ipv4: readonly string[],
    groups: readonly string[],
  ): Promise<string> {
    const [PrimaryIpAddress, ...more] = ipv4;
    const { NetworkInterfaceId } = await this.ok('vpc', 'CreateNetworkInterface', {
      SubnetId,
      PrimaryIpAddress,
      ...(more.length > 0 && { PrivateIpAddress: more }),
      Ipv6AddressCount: 1,
      SecurityGroupIds: groups,
    });
    this.#unfinished.push(async () => {
      const shown = await this.look('vpc', 'DescribeNetworkInterfaceAttributes', {
        NetworkInterfaceId,
      });
      this.world.nics.push(nicOf(shown, undefined));
    });
    return NetworkInterfaceId;
  }

  async eip(): Promise<string> {
    const { AllocationId, EipAddress } = await this.ok('vpc', 'AllocateEipAddress', {
      BillingType: 3,
      Bandwidth: 200,
    });
    this.world.eips.push({ id: AllocationId, address: EipAddress, bound: undefined });
    return AllocationId;
  }

  /** Makes a NAT gateway without EIPs and entries. */
  async natGateway(vpc: string, intranet: boolean): Promise<string> {
    const { NatGatewayId } = await this.ok('natgateway', 'CreateNatGateway', {
      VpcId: vpc,
      SubnetId: this.natSubnets.get(vpc),
      NetworkType: intranet ? 'intranet' : 'internet',
    });
    await this.settled();
    this.world.natGateways.push({ id: NatGatewayId, vpc, intranet, snat: [], dnat: [] });
    return NatGatewayId;
  }

  async table(VpcId: string): Promise<string> {
    const { RouteTableId } = await this.ok('vpc', 'CreateRouteTable', { VpcId });
    this.world.tables.push({ id: RouteTableId, vpc: VpcId, routes: [] });
    return RouteTableId;
  }

  async acl(VpcId: string, stateful: boolean): Promise<string> {
    const { NetworkAclId } = await this.ok('vpc', 'CreateNetworkAcl', {
      VpcId,
      Stateful: stateful,
    });
    this.world.acls.push({ id: NetworkAclId, vpc: VpcId, stateful, ingress: [], egress: [] });
    return NetworkAclId;
  }

  async prefixList(six: boolean, blocks: readonly string[]): Promise<string> {
    const { PrefixListId } = await this.ok('vpc', 'CreatePrefixList', {
      MaxEntries: 5,
      IpVersion: six ? 'IPv6' : 'IPv4',
      PrefixListEntries: blocks.map((Cidr) => ({ Cidr })),
    });
    this.world.prefixLists.push({ id: PrefixListId, six, blocks: [...blocks] });
    return PrefixListId;
  }

  async haVip(SubnetId: string, IpAddress: string): Promise<string> {
    const { HaVipId } = await this.ok('vpc', 'CreateHaVip', { SubnetId, IpAddress });
    this.world.haVips.push({
      id: HaVipId,
      subnet: SubnetId,
      address: IpAddress,
      members: [],
      holder: undefined,
    });
    return HaVipId;
  }
}

export function ruleInput(SecurityGroupId: string, rule: Rule): Input {
  const { protocol, ports, peer, accept, priority } = rule;
  return {
    SecurityGroupId,
    Protocol: protocol,
    PortStart: ports?.[0] ?? (hasPorts(protocol) ? 1 : -1),
    PortEnd: ports?.[1] ?? (hasPorts(protocol) ? 65_535 : -1),
    Policy: accept ? 'accept' : 'drop',
    Priority: priority,
    ...('cidr' in peer && { CidrIp: peer.cidr }),
    ...('group' in peer && { SourceGroupId: peer.group }),
    ...('prefixList' in peer && { PrefixListId: peer.prefixList }),
  };
}

export const hasPorts = (protocol: string): boolean => ['tcp', 'udp'].includes(protocol);

function ruleOf(shown: Answer): Rule {
  const all = shown.PortStart === -1;
  return {
    accept: shown.Policy === 'accept',
    priority: shown.Priority,
    protocol: shown.Protocol,
    ports: all ? undefined : [shown.PortStart, shown.PortEnd],
    peer: shown.CidrIp
      ? { cidr: shown.CidrIp }
      : shown.SourceGroupId
        ? { group: shown.SourceGroupId }
        : { prefixList: shown.PrefixListId },
  };
}

function nicOf(shown: Answer, instance: string | undefined): Nic {
  const secondary = (shown.PrivateIpSets?.PrivateIpSet ?? [])
    .map((each: Answer) => each.PrivateIpAddress)
    .filter((each: string) => each !== shown.PrimaryIpAddress);
  return {
    id: shown.NetworkInterfaceId,
    subnet: shown.SubnetId,
    mac: shown.MacAddress,
    primary: shown.Type === 'primary',
    instance,
    ipv4: [shown.PrimaryIpAddress, ...secondary],
    ipv6: shown.IPv6Sets ?? [],
    groups: [...shown.SecurityGroupIds],
  };
}
