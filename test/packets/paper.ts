import { randomUUID } from 'node:crypto';
import type { SdkClient } from '../support/client.ts';
import type { Answer, Input } from './run.ts';

/** The rule that a new security group has: without it hardly a packet would leave a VPC. */
const ALL_OUT = {
  Direction: 'egress',
  Policy: 'accept',
  Priority: 100,
  Protocol: 'all',
  PortStart: -1,
  PortEnd: -1,
  CidrIp: '0.0.0.0/0',
};

/**
 * Answers the calls that make worlds, without a server: every call succeeds, and its answer has
 * just what is read of it. So the driver can be tried alone, and its faults can be told from those
 * of what loads a network into it.
 */
export class Paper {
  readonly #shown = new Map<string, Answer>();
  readonly #ids = randomUUID().slice(0, 6);
  #count = 0;

  /** Takes the place of a client. It has only what a world's run calls. */
  get client(): SdkClient {
    const ok = async (_: string, action: string, input: Input) => this.#answer(action, input);
    return { ok } as unknown as SdkClient;
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#ids}${this.#count.toString(36)}`;
  }

  #answer(action: string, input: Input): Answer {
    switch (action) {
      case 'CreateVpc': {
        const VpcId = this.#id('vpc');
        const Ipv6CidrBlock = input.Ipv6CidrBlock ?? `fd00:0:0:${this.#count.toString(16)}00::/56`;
        this.#shown.set(VpcId, { Ipv6CidrBlock, RouteTableId: this.#id('vtb') });
        return { VpcId, ...this.#shown.get(VpcId) };
      }
      case 'DescribeVpcAttributes':
        return this.#shown.get(input.VpcId as string);
      case 'CreateSubnet': {
        const SubnetId = this.#id('subnet');
        const { Ipv6CidrBlock: of, RouteTableId } = this.#shown.get(input.VpcId as string);
        const Ipv6CidrBlock = `${of.replace('00::/56', '')}0${input.Ipv6CidrBlock}::/64`;
        this.#shown.set(SubnetId, { Ipv6CidrBlock, RouteTable: { RouteTableId } });
        return { SubnetId };
      }
      case 'DescribeSubnetAttributes':
        return this.#shown.get(input.SubnetId as string);
      case 'CreateSecurityGroup':
        return { SecurityGroupId: this.#id('sg') };
      case 'DescribeSecurityGroupAttributes':
        return { Permissions: [ALL_OUT] };
      case 'RunInstances': {
        const InstanceId = this.#id('i');
        const [nic] = input.NetworkInterfaces as Input[];
        this.#shown.set(InstanceId, this.#nic({ ...nic, Type: 'primary' }));
        return { InstanceIds: [InstanceId] };
      }
      case 'DescribeNetworkInterfaces':
        return { NetworkInterfaceSets: [this.#shown.get(input.InstanceId as string)] };
      case 'CreateNetworkInterface':
        return this.#nic({ ...input, Type: 'secondary' });
      case 'DescribeNetworkInterfaceAttributes':
        return this.#shown.get(input.NetworkInterfaceId as string);
      case 'AssignIpv6Addresses': {
        const nic = this.#shown.get(input.NetworkInterfaceId as string);
        nic.IPv6Sets = [...nic.IPv6Sets, this.#ipv6(nic.SubnetId)];
        return {};
      }
      case 'UnassignIpv6Addresses': {
        const nic = this.#shown.get(input.NetworkInterfaceId as string);
        const [gone] = input.Ipv6Address as string[];
        nic.IPv6Sets = nic.IPv6Sets.filter((each: string) => each !== gone);
        return {};
      }
      case 'AllocateEipAddress': {
        const AllocationId = this.#id('eip');
        return { AllocationId, EipAddress: `203.0.113.${this.#count % 250}` };
      }
      default:
        return {
          RouteTableId: this.#id('vtb'),
          NetworkAclId: this.#id('nacl'),
          PrefixListId: this.#id('pl'),
          HaVipId: this.#id('havip'),
          RouteEntryId: this.#id('rte'),
          Ipv6GatewayId: this.#id('ipv6gw'),
          AllocationId: this.#id('eip'),
          NatGatewayId: this.#id('ngw'),
          SnatEntryId: this.#id('snat'),
          DnatEntryId: this.#id('dnat'),
          Ipv4GatewayId: this.#id('ipv4gw'),
          Ipv6EgressOnlyRuleId: this.#id('ipv6py'),
        };
    }
  }

  #nic(input: Input): Answer {
    const NetworkInterfaceId = this.#id('eni');
    const more = (input.PrivateIpAddress as string[] | undefined) ?? [];
    const nic = {
      NetworkInterfaceId,
      SubnetId: input.SubnetId,
      Type: input.Type,
      MacAddress: `02:00:00:${[16, 8, 0].map((bits) => ((this.#count >> bits) & 255).toString(16).padStart(2, '0')).join(':')}`,
      PrimaryIpAddress: input.PrimaryIpAddress,
      PrivateIpSets: {
        PrivateIpSet: [input.PrimaryIpAddress, ...more].map((PrivateIpAddress) => ({
          PrivateIpAddress,
        })),
      },
      IPv6Sets: [this.#ipv6(input.SubnetId as string)],
      SecurityGroupIds: input.SecurityGroupIds,
    };
    this.#shown.set(NetworkInterfaceId, nic);
    return nic;
  }

  #ipv6(subnet: string): string {
    this.#count += 1;
    const block: string = this.#shown.get(subnet).Ipv6CidrBlock;
    return `${block.replace('::/64', '')}::${this.#count.toString(16)}`.replace(
      /(^|:)0+(?=[0-9a-f])/g,
      '$1',
    );
  }
}
