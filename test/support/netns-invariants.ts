import { isDeepStrictEqual } from 'node:util';
import { readMark, type ShownLink } from '#dataplane/netns/links.ts';
import { deviceOf, INTERNET, namespaceOf, readNamespace } from '#dataplane/netns/names.ts';
import type { SdkClient } from './client.ts';
import { ip, namespacesOf } from './netns.ts';

/*
 * Whether the namespaces of a plane are what the API says. Both are looked at from outside: what is
 * there by `ip link`, what should be by the Describe actions.
 */

interface ShownNic {
  readonly NetworkInterfaceId: string;
  readonly MacAddress: string;
  readonly Status: string;
  readonly DeviceId: string;
  readonly VpcId: string;
}

/** Where they differ once everything has settled, as sentences. */
export async function namespaceBreaches(client: SdkClient, planeId: string): Promise<string[]> {
  const instanceIds = await instancesOf(client);
  const vpcIds = await vpcsOf(client);
  const inUse = (await nicsOf(client)).filter(({ Status }) => Status === 'InUse');
  const there = namespacesOf(planeId).map((name) => readNamespace(name)?.id ?? '');
  const known = new Set([...instanceIds, ...vpcIds, INTERNET]);
  return [
    ...[...known].filter((id) => !there.includes(id)).map((id) => `${id} has no namespace`),
    ...there.filter((id) => !known.has(id)).map((id) => `${id} is gone, but has a namespace`),
    ...there
      .filter((id) => instanceIds.includes(id))
      .flatMap((id) => differences(id, linksInside(planeId, id), inside(inUse, id))),
    ...there
      .filter((id) => vpcIds.includes(id))
      .flatMap((id) => differences(id, linksOfRouter(planeId, id), inRouter(inUse, id))),
  ];
}

/** The interfaces that are InUse on the instance. */
const inside = (inUse: readonly ShownNic[], instanceId: string): string[] =>
  inUse
    .filter(({ DeviceId }) => DeviceId === instanceId)
    .map(({ NetworkInterfaceId, MacAddress }) => `${NetworkInterfaceId} ${MacAddress}`);

/** Every link inside but the loopback: the interface that it is marked with, and its MAC. */
const linksInside = (planeId: string, id: string): string[] =>
  links(planeId, id).map(
    ({ ifname, ifalias, address }) => `${readMark(ifalias)?.nicId ?? ifname} ${address}`,
  );

const inRouter = (inUse: readonly ShownNic[], vpcId: string): string[] =>
  inUse
    .filter(({ VpcId }) => VpcId === vpcId)
    .map(({ NetworkInterfaceId }) => deviceOf(NetworkInterfaceId));

/** The router's ends of NICs; and what is condemned, which must not be there when all is quiet. */
const linksOfRouter = (planeId: string, id: string): string[] =>
  links(planeId, id)
    .map(({ ifname }) => ifname)
    .filter((name) => /^t[nx][0-9a-z]+$/.test(name));

function links(planeId: string, id: string): ShownLink[] {
  const shown = JSON.parse(ip('-n', namespaceOf(planeId, id), '-json', 'link')) as ShownLink[];
  return shown.filter(({ ifname }) => ifname !== 'lo');
}

function differences(id: string, seen: readonly string[], said: readonly string[]): string[] {
  const [there, wanted] = [seen.toSorted(), said.toSorted()];
  if (isDeepStrictEqual(there, wanted)) return [];
  return [`in ${id} there is [${there}], and the API says [${wanted}]`];
}

const PAGE = 100;

/** All rows that a Describe action has. */
async function all<T>(
  client: SdkClient,
  service: 'vpc' | 'ecs',
  action: string,
  rows: string,
): Promise<T[]> {
  const found: T[] = [];
  let NextToken: string | undefined;
  do {
    const input = { MaxResults: PAGE, ...(NextToken && { NextToken }) };
    const page = await client.ok(service, action, input);
    found.push(...page[rows]);
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

const nicsOf = (client: SdkClient) =>
  all<ShownNic>(client, 'vpc', 'DescribeNetworkInterfaces', 'NetworkInterfaceSets');

const vpcsOf = async (client: SdkClient) =>
  (await all<{ VpcId: string }>(client, 'vpc', 'DescribeVpcs', 'Vpcs')).map(({ VpcId }) => VpcId);

export const instancesOf = async (client: SdkClient) =>
  (await all<{ InstanceId: string }>(client, 'ecs', 'DescribeInstances', 'Instances')).map(
    ({ InstanceId }) => InstanceId,
  );
