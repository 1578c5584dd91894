import { writeCursor } from '#core/paging.ts';
import { writeToken } from '#gateway/page-tokens.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { filledIds, largeInstances, PAGE_TOKEN_KEY } from './fill-shape.ts';
import { signedGet } from './sign.ts';

/** A kind of request whose cost is compared. */
export interface Operation {
  readonly name: string;
  /** The parameters of requests for the instances given, in a world of so many interfaces. */
  readonly inputs: (instances: readonly number[], interfaces: number) => readonly Input[];
}

type Input = Readonly<Record<string, string>>;

const CONNECTIONS = 4;
const PER_CONNECTION = 64;
const PAGE = 20;

const LIST = { Action: 'DescribeNetworkInterfaces', MaxResults: String(PAGE) };
const { vpcId, groupId } = filledIds(0);

/** The token of the page after an interface, in the list of those of the VPC. */
function tokenAfter(interfaceId: string, interfaces: number): string {
  const scope = {
    service: 'vpc',
    version: '2020-04-01',
    action: LIST.Action,
    accountId: DEFAULT_ACCOUNT.id,
    region: 'cn-beijing',
    conditions: { VpcId: vpcId },
  };
  return writeToken(PAGE_TOKEN_KEY, scope, writeCursor(interfaceId, interfaces));
}

const numbered = (page: number): Input => ({
  Action: LIST.Action,
  VpcId: vpcId,
  PageSize: String(PAGE),
  PageNumber: String(page),
});

/** About the page that an instance's interfaces are on. */
const pageOfInstance = (instance: number): number => 1 + Math.floor((instance * 3) / PAGE);

/** Each request of a list is about a different part of the world. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'attach, detach',
    inputs: (instances) =>
      ['AttachNetworkInterface', 'DetachNetworkInterface'].flatMap((Action) =>
        instances.map((instance) => {
          const { spareId, instanceId } = filledIds(instance);
          return { Action, NetworkInterfaceId: spareId, InstanceId: instanceId };
        }),
      ),
  },
  {
    name: 'show one',
    inputs: (instances) =>
      instances.map((instance) => ({
        Action: 'DescribeNetworkInterfaceAttributes',
        NetworkInterfaceId: filledIds(instance).spareId,
      })),
  },
  {
    name: 'list by id',
    inputs: (instances) =>
      instances.map((instance) => ({
        ...LIST,
        'NetworkInterfaceIds.1': filledIds(instance).spareId,
      })),
  },
  {
    name: 'list by instance',
    inputs: (instances) =>
      instances.map((instance) => ({ ...LIST, InstanceId: filledIds(instance).instanceId })),
  },
  { name: 'list all', inputs: () => [LIST] },
  { name: 'list by VPC', inputs: () => [{ ...LIST, VpcId: vpcId }] },
  {
    name: 'list by subnet',
    inputs: (instances) =>
      instances.map((instance) => ({ ...LIST, SubnetId: filledIds(instance).subnetId })),
  },
  { name: 'list by security group', inputs: () => [{ ...LIST, SecurityGroupId: groupId }] },
  {
    name: 'a page in the middle, by token',
    inputs: (instances, interfaces) =>
      instances.map((instance) => ({
        ...LIST,
        VpcId: vpcId,
        NextToken: tokenAfter(filledIds(instance).spareId, interfaces),
      })),
  },
  {
    // Each connection walks the list from a place of its own on, as most clients do.
    name: 'page after page, by number',
    inputs: (instances) => {
      const first = pageOfInstance(instances[instances.length / 2] ?? 0);
      return instances.map((_, at) => numbered(first + at));
    },
  },
  {
    name: 'any page, by number',
    inputs: (instances) => instances.map((instance) => numbered(pageOfInstance(instance))),
  },
];

/** Signed requests, a list for each connection, about instances from all over the large account. */
export function requestsOf(operation: Operation, port: number, interfaces: number): string[][] {
  const step = Math.floor(largeInstances(interfaces) / (CONNECTIONS * PER_CONNECTION));
  return Array.from({ length: CONNECTIONS }, (_, connection) => {
    const own = Array.from(
      { length: PER_CONNECTION },
      (_, at) => (at * CONNECTIONS + connection) * step,
    );
    return operation
      .inputs(own, interfaces)
      .map((input) => signedGet(`127.0.0.1:${port}`, DEFAULT_ACCOUNT, 'vpc', input));
  });
}
