import type { Reply, SdkClient } from '../../support/client.ts';
import { type Backoff, retried, type Verdict, type Wait } from './backoff.ts';

/*
 * The calls of the operator's IPAM of volcengine/cilium: lists by token in pages of 100, an attach
 * that is polled for ever. Written from its documented behaviour; it is no part of cilium.
 */

const PAGE = 100;
const CREATED: Backoff = { ms: 4000, factor: 1.5, steps: 6 };
const ATTACHED: Backoff = { ms: 5000, factor: 1, steps: Number.POSITIVE_INFINITY };

/** The lists of one round of the operator: the service, the action, and the name of the list. */
const LISTS = [
  ['vpc', 'DescribeVpcs', 'Vpcs'],
  ['vpc', 'DescribeSubnets', 'Subnets'],
  ['vpc', 'DescribeSecurityGroups', 'SecurityGroups'],
  ['vpc', 'DescribeNetworkInterfaces', 'NetworkInterfaceSets'],
  ['ecs', 'DescribeInstances', 'Instances'],
  ['ecs', 'DescribeInstanceTypes', 'InstanceTypes'],
] as const;

export type ListName = (typeof LISTS)[number][2];

export class Cilium {
  readonly #client: SdkClient;
  readonly #wait: Wait;

  constructor(client: SdkClient, wait: Wait) {
    this.#client = client;
    this.#wait = wait;
  }

  /** Everything that the operator knows, read page by page. */
  async resync(): Promise<Record<ListName, Reply['result'][]>> {
    const known = {} as Record<ListName, Reply['result'][]>;
    for (const [service, action, list] of LISTS)
      known[list] = await this.#all(service, action, list);
    return known;
  }

  async createAndAttach(
    instanceId: string,
    input: Record<string, unknown>,
  ): Promise<Reply['result']> {
    const { NetworkInterfaceId } = await this.#client.ok('vpc', 'CreateNetworkInterface', input);
    await this.#until(NetworkInterfaceId, 'Available', CREATED);
    await this.#client.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId,
      InstanceId: instanceId,
    });
    return this.#until(NetworkInterfaceId, 'InUse', ATTACHED);
  }

  async #until(id: string, status: string, backoff: Backoff): Promise<Reply['result']> {
    const attempt = () =>
      this.#client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: id });
    const judge = ({ result }: Reply): Verdict => (result?.Status === status ? 'done' : 'again');
    return (await retried(`wait for ${status}`, backoff, this.#wait, attempt, judge)).result;
  }

  async #all(service: string, action: string, list: string): Promise<Reply['result'][]> {
    const found: Reply['result'][] = [];
    for (let NextToken = ''; ; ) {
      const input = { MaxResults: PAGE, NextToken };
      const answer = await this.#client.ok(service, action, input);
      found.push(...answer[list]);
      NextToken = answer.NextToken;
      if (NextToken === '') return found;
    }
  }
}
