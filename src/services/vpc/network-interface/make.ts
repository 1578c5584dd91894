import type { Context } from '#core/context.ts';
import { requireQuota, reserveQuotaAtEnd } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { allOf } from '#platform/wait-for-all.ts';
import { query } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import type { AddressRequest, SubnetAddresses } from '../subnet/addresses.ts';
import { guardSubnet } from '../subnet/guard.ts';
import { takeIpv4 } from '../subnet/take-ipv4.ts';
import { takeIpv6 } from '../subnet/take-ipv6.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { ANY_GROUP, countAtEnd } from './counters.ts';
import { joinGroups } from './groups.ts';
import type { InterfaceStatus } from './lifecycle.ts';
import { SYSTEM_TIMEOUTS, type Timeouts, timeoutColumns } from './timeouts.ts';

/** What a new network interface is made of. The subnet's row must be locked, or guarded. */
export interface InterfaceSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly type: 'primary' | 'secondary' | 'trunk';
  /** A rule has made sure that the account may have one more. */
  readonly quotaJudged?: true;
  readonly status: InterfaceStatus;
  readonly instanceId: string | null;
  readonly subnet: SubnetAddresses & { readonly zone_id: string };
  readonly projectName: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly primaryIpAddress?: string | undefined;
  /** What the request calls it, for refusals; `PrimaryIpAddress` unless told. */
  readonly primaryParameter?: string;
  /** What the names of its parameters begin with, for refusals: `NetworkInterfaces.2.`. */
  readonly parameterPrefix?: string;
  readonly privateIps?: AddressRequest;
  readonly ipv6?: AddressRequest;
  /** IPv4 addresses that the same request names for other interfaces. */
  readonly claimedElsewhere?: readonly string[];
  readonly macAddress?: string | undefined;
  readonly portSecurityEnabled?: boolean;
  readonly serviceManaged?: boolean;
  readonly deleteOnTermination?: boolean;
  readonly timeouts?: Timeouts;
  readonly tags?: readonly Tag[] | undefined;
}

/**
 * Makes an interface with its addresses, groups and tags. Primary ones are not counted against the
 * account's quota (docs 6401/70758 counts secondary ones).
 * @throws Refused QuotaExceeded.Eni, and the refusals of allocating addresses and MACs.
 */
export async function makeInterface(
  tx: Writer,
  context: Context,
  spec: InterfaceSpec,
): Promise<string> {
  const { subnet } = spec;
  const id = spec.id ?? context.ids.resource(RESOURCES.network_interface.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  if (spec.type !== 'primary') {
    if (!spec.quotaJudged) {
      await requireQuota(tx, context, 'NetworkInterfaces', vpcRefusals.EniQuota);
    }
    const most = context.world.quota(context.accountId, 'NetworkInterfaces');
    await reserveQuotaAtEnd(tx, owner, 'NetworkInterfaces', most);
  }
  const [primary, mac] = await allOf(
    takePrimary(tx, spec, id),
    spec.macAddress ?? freeMac(tx, context),
  );
  const counted = {
    ...owner,
    vpc_id: subnet.vpc_id,
    subnet_id: subnet.id,
    zone_id: subnet.zone_id,
    type: spec.type,
  };
  const secondaries = await takeIpv4(tx, subnet, spec.privateIps ?? {}, {
    networkInterfaceId: id,
    position: 1,
    primary: false,
  });
  const ipv6 = await takeIpv6(
    tx,
    context,
    subnet,
    primary === undefined ? atLeastOne(spec.ipv6) : (spec.ipv6 ?? {}),
    {
      networkInterfaceId: id,
      position: 1 + secondaries.length,
    },
  );
  const addresses = (primary === undefined ? 0 : 1) + secondaries.length + ipv6.length;
  await guardSubnet(tx, subnet, [primary, ...secondaries]);
  await countAtEnd(tx, counted, [ANY_GROUP], addresses);
  await joinGroups(tx, counted, spec.securityGroupIds, addresses);
  await addTags(tx, owner, 'eni', spec.tags);
  // The last row: the end of its transition may join it.
  await tx.insert('network_interface', {
    ...counted,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    mac_address: mac,
    primary_ip_address: primary ?? '',
    port_security_enabled: spec.portSecurityEnabled ? 1 : 0,
    service_managed: spec.serviceManaged ? 1 : 0,
    instance_id: spec.instanceId,
    delete_on_termination: spec.deleteOnTermination ? 1 : 0,
    plane_refusal: '',
    ...SYSTEM_TIMEOUTS,
    ...timeoutColumns(spec.timeouts ?? {}),
  });
  touchNetwork(tx, spec);
  return id;
}

/** An interface that is Attaching is plugged by a transition, which applies its network too. */
function touchNetwork(tx: Writer, { instanceId, status, subnet }: InterfaceSpec): void {
  if (instanceId === null) tx.touchNothing();
  else if (status === 'Attaching') tx.touch('vpc', subnet.vpc_id, 'carried');
  else tx.touch('vpc', subnet.vpc_id);
}

/** In an IPv6-only subnet an interface without IPv6 would have no address at all. */
function atLeastOne(ipv6: AddressRequest = {}): AddressRequest {
  return ipv6.given?.length || ipv6.count ? ipv6 : { count: 1 };
}

/** The primary address: an IPv4 one, unless the subnet has only IPv6. */
async function takePrimary(
  tx: Writer,
  {
    subnet,
    primaryIpAddress,
    parameterPrefix = '',
    primaryParameter = `${parameterPrefix}PrimaryIpAddress`,
    privateIps,
    claimedElsewhere = [],
  }: InterfaceSpec,
  id: string,
): Promise<string | undefined> {
  if (subnet.cidr_block === '' && primaryIpAddress === undefined) return undefined;
  const wanted =
    primaryIpAddress === undefined
      ? { count: 1, claimedElsewhere: [...(privateIps?.given ?? []), ...claimedElsewhere] }
      : { given: [primaryIpAddress], parameter: primaryParameter };
  const [address] = await takeIpv4(tx, subnet, wanted, {
    networkInterfaceId: id,
    position: 0,
    primary: true,
  });
  return address;
}

const MAC_TRIES = 64;

async function freeMac(tx: Reader, context: Context): Promise<string> {
  for (let tries = 0; tries < MAC_TRIES; tries += 1) {
    const mac = context.ids.mac();
    if ((await macHolder(tx, context.region.id, mac)) === undefined) return mac;
  }
  return refuse(vpcRefusals.Conflict);
}

/** The interface that has this MAC in the region, if any. */
export function macHolder(
  tx: Reader,
  region: string,
  mac: string,
): Promise<Pick<NetworkInterfaceRow, 'id'> | undefined> {
  return tx.first(interfaceWithMac, { region, mac });
}

const interfaceWithMac = query((db, p: { region: string; mac: string }) =>
  db
    .selectFrom('network_interface')
    .select('id')
    .where('region', '=', p.region)
    .where('mac_address', '=', p.mac),
);
