import type { Reply, SdkClient } from '../../support/client.ts';
import { type Backoff, GaveUp, retried, type Verdict, type Wait } from './backoff.ts';

/*
 * The calls that cello, the vendor's VPC CNI, makes: their order, their parameters as its Go SDK
 * puts them on the wire (empty ones included), what it waits for, and which refusals end its tries.
 * Written from its documented behaviour; it is no part of cello.
 */

const WRITE: Backoff = { ms: 4000, factor: 1.5, steps: 6 };
const STATUS: Backoff = { ms: 5000, factor: 1.5, steps: 8 };
const FAST: Backoff = { ms: 500, factor: 1.7, steps: 6 };

const FATAL = ['InvalidParameter', 'MissingParameter', 'InternalError', 'InvalidVpc.InvalidStatus'];
const NO_ROOM = ['InsufficientIpInSubnet', 'QuotaExceeded.SecurityGroupIp'];
const GONE = ['InvalidEniId.NotFound', 'InvalidEni.InstanceMismatch'];

const PAGE = 100;
const DETACH_PAUSE_MS = 2000;

export interface Node {
  readonly vpcId: string;
  readonly zoneId: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export class Cello {
  readonly #client: SdkClient;
  readonly #node: Node;
  readonly #wait: Wait;

  constructor(client: SdkClient, node: Node, wait: Wait) {
    this.#client = client;
    this.#node = node;
    this.#wait = wait;
  }

  /** What the agent reads before it serves: subnets, the type's quotas, its interfaces. */
  async start() {
    const { vpcId, zoneId, subnetIds, instanceType } = this.#node;
    const { Subnets } = await this.#read('vpc', 'DescribeSubnets', {
      SubnetIds: subnetIds,
      VpcId: vpcId,
      PageNumber: 1,
      PageSize: PAGE,
    });
    const usable = Subnets.filter(
      (subnet: { VpcId: string; ZoneId: string }) =>
        subnet.VpcId === vpcId && subnet.ZoneId === zoneId,
    );
    for (const { SubnetId } of usable) {
      await this.#read('vpc', 'DescribeSubnetAttributes', { SubnetId });
    }
    // One release asks by the name that the reference has, an older one by another.
    const byName = await this.#read('ecs', 'DescribeInstanceTypes', {
      InstanceTypes: [instanceType],
    });
    const byId = await this.#read('ecs', 'DescribeInstanceTypes', {
      InstanceTypeIds: [instanceType],
    });
    return {
      subnets: usable,
      types: [byName.InstanceTypes, byId.InstanceTypes],
      interfaces: await this.interfaces('InUse'),
      instance: await this.instance(),
    };
  }

  /**
   * The interfaces in a status: those of this instance, or the Available ones that have the CNI's
   * tag.
   */
  async interfaces(status: 'InUse' | 'Available', tag?: { Key: string; Value: string }) {
    const found = [];
    for (let PageNumber = 1; ; PageNumber += 1) {
      const { NetworkInterfaceSets, TotalCount } = await this.#read(
        'vpc',
        'DescribeNetworkInterfaces',
        {
          Type: '',
          NetworkInterfaceIds: '',
          VpcId: this.#node.vpcId,
          Status: status,
          ...(status === 'InUse' && { InstanceId: this.#node.instanceId }),
          ...(tag && { TagFilters: [{ Key: tag.Key, Values: [tag.Value] }] }),
          PageNumber,
          PageSize: PAGE,
        },
      );
      found.push(...NetworkInterfaceSets);
      if (PageNumber * PAGE >= TotalCount) return found;
    }
  }

  async instance() {
    const { vpcId, instanceId } = this.#node;
    const { Instances } = await this.#read('ecs', 'DescribeInstances', {
      VpcId: vpcId,
      InstanceIds: [instanceId],
    });
    return Instances;
  }

  /**
   * Makes an interface and attaches it, and polls for the end of both. When the attach fails for
   * good, it deletes the interface again, as cello does.
   */
  async allocate(subnetId: string, secondaryAddresses: number): Promise<Reply['result']> {
    const fatal = [...FATAL, ...NO_ROOM, 'QuotaExceeded.Eni', 'QuotaExceeded.EniSecurityGroup'];
    const made = await this.#write('CreateNetworkInterface', fatal, [], {
      SubnetId: subnetId,
      SecurityGroupIds: this.#node.securityGroupIds,
      Description: 'interface of a CNI',
      Tags: [
        { Key: 'volc:vke:createdby-vke-flag', Value: 'true' },
        { Key: 'k8s:cello:created-by', Value: 'cello' },
      ],
      Type: 'secondary',
      SecondaryPrivateIpAddressCount: secondaryAddresses,
    });
    const id = made.result.NetworkInterfaceId;
    await this.#until(id, 'Available');
    try {
      await this.#write('AttachNetworkInterface', [...FATAL, 'LimitExceeded.EnisPerInstance'], [], {
        InstanceId: this.#node.instanceId,
        NetworkInterfaceId: id,
      });
      return await this.#until(id, 'InUse');
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /**
   * Detaches the interface, pauses without looking at its status, and deletes it. While the
   * interface is still Detaching, it tries the deletion again.
   */
  async release(id: string): Promise<void> {
    await this.#write('DetachNetworkInterface', FATAL, GONE, {
      InstanceId: this.#node.instanceId,
      NetworkInterfaceId: id,
    });
    await this.#wait(DETACH_PAUSE_MS);
    await this.remove(id);
  }

  async remove(id: string): Promise<void> {
    await this.#write('DeleteNetworkInterface', FATAL, GONE, { NetworkInterfaceId: id });
  }

  /** Assigns `count` addresses and says which: the last ones of the answer. */
  async assign(id: string, count: number): Promise<string[]> {
    const fatal = [...FATAL, ...NO_ROOM, 'LimitExceeded.PrivateIpsPerEni'];
    const { result } = await this.#write('AssignPrivateIpAddresses', fatal, [], {
      NetworkInterfaceId: id,
      SecondaryPrivateIpAddressCount: count,
    });
    return result.PrivateIpSet.slice(-count);
  }

  async unassign(id: string, addresses: readonly string[]): Promise<void> {
    const done = ['InvalidPrivateIp.Malformed', 'InvalidEniId.NotFound'];
    await this.#write('UnassignPrivateIpAddresses', FATAL, done, {
      NetworkInterfaceId: id,
      PrivateIpAddress: addresses,
    });
  }

  async assignIpv6(id: string, count: number): Promise<string[]> {
    const fatal = [
      ...FATAL,
      ...NO_ROOM,
      'LimitExceeded.Ipv6AddressesPerEni',
      'InvalidSubnet.DisableIpv6',
    ];
    const { result } = await this.#write('AssignIpv6Addresses', fatal, [], {
      NetworkInterfaceId: id,
      Ipv6AddressCount: count,
    });
    return result.Ipv6Set.slice(-count);
  }

  async unassignIpv6(id: string, addresses: readonly string[]): Promise<void> {
    const done = ['InvalidIpv6.Malformed', 'InvalidEniId.NotFound'];
    await this.#write('UnassignIpv6Addresses', FATAL, done, {
      NetworkInterfaceId: id,
      Ipv6Address: addresses,
    });
  }

  async #until(id: string, status: string): Promise<Reply['result']> {
    const attempt = () =>
      this.#client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: id });
    const reached = ({ result }: Reply): Verdict => (result?.Status === status ? 'done' : 'again');
    const reply = await retried(`wait for ${status}`, STATUS, this.#wait, attempt, reached);
    return reply.result;
  }

  #write(
    action: string,
    fatal: readonly string[],
    success: readonly string[],
    parameters: Record<string, unknown>,
  ): Promise<Reply> {
    const judge = ({ code }: Reply): Verdict => {
      if (code === '' || success.includes(code)) return 'done';
      return fatal.includes(code) ? 'fatal' : 'again';
    };
    const attempt = () => this.#client.vpc(action, parameters);
    return retried(action, WRITE, this.#wait, attempt, judge);
  }

  async #read(service: string, action: string, parameters: Record<string, unknown>) {
    const attempt = () => this.#client.call(service, action, parameters);
    const judge = ({ status }: Reply): Verdict => (status === 200 ? 'done' : 'again');
    return (await retried(action, FAST, this.#wait, attempt, judge)).result;
  }
}

export { GaveUp };
