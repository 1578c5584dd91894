import type { NatGateway, NatMapping, NatSource } from '#core/network.ts';
import { limitsOf, sharedLimitsOf } from '#services/vpc/bandwidth-package/network.ts';
import { bandwidthAt } from '#services/vpc/eip/bandwidth.ts';
import { TRANSITIONS as EIP } from '#services/vpc/eip/lifecycle.ts';
import { query } from '#store/query.ts';
import type { DnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS as DNAT } from '../dnat-entry/lifecycle.ts';
import { ANY, portsOf } from '../dnat-entry/ports.ts';
import { TRANSITIONS as SNAT } from '../snat-entry/lifecycle.ts';

/**
 * The gateways of a VPC to the internet. Those of the intranet lead nowhere: there is no other network
 * that they would lead to.
 */
export async function natGatewaysOfNetwork(tx: Reader, vpcId: string): Promise<NatGateway[]> {
  const gateways = await tx.all(gatewaysIn, { vpcId });
  if (gateways.length === 0) return [];
  const eips = await tx.all(eipsIn, { vpcId });
  const shared = await sharedLimitsOf(tx, eips);
  const sources = await tx.all(sourcesIn, { vpcId });
  const mappings = await tx.all(mappingsIn, { vpcId });
  return gateways.map(({ id }) => {
    const own = eips.filter(({ nat_gateway_id }) => nat_gateway_id === id);
    const addresses = new Map(own.map((eip) => [eip.id, eip.ip_address]));
    return {
      id,
      addresses: own.map((eip) => ({
        id: eip.id,
        address: eip.ip_address,
        ...limitsOf({ ...eip, bandwidth: bandwidthAt(eip, tx.now) }, shared),
      })),
      sources: sourcesOf(
        sources.filter(({ nat_gateway_id }) => nat_gateway_id === id),
        addresses,
      ),
      mappings: mappings.filter(({ nat_gateway_id }) => nat_gateway_id === id).map(mappingOf),
    };
  });
}

interface SourceRow {
  readonly id: string;
  readonly source_cidr: string;
  readonly eip_id: string;
}

/** Each entry is in a row for each of its EIPs. */
function sourcesOf(
  rows: readonly SourceRow[],
  addresses: ReadonlyMap<string, string>,
): NatSource[] {
  const entries = new Map<string, { id: string; block: string; addresses: string[] }>();
  for (const { id, source_cidr, eip_id } of rows) {
    const address = addresses.get(eip_id);
    if (address === undefined) continue;
    const entry = entries.get(id) ?? { id, block: source_cidr, addresses: [] };
    entry.addresses.push(address);
    entries.set(id, entry);
  }
  return [...entries.values()];
}

function mappingOf(
  row: Pick<
    DnatEntryRow,
    | 'id'
    | 'external_ip'
    | 'external_port'
    | 'internal_ip'
    | 'internal_port'
    | 'protocol'
    | 'port_type'
  >,
): NatMapping {
  const mapping = { id: row.id, address: row.external_ip, privateAddress: row.internal_ip };
  const [outside, inside] = [portsOf(row.external_port), portsOf(row.internal_port)];
  if (row.port_type === ANY || outside === undefined || inside === undefined) return mapping;
  const protocol = row.protocol === 'udp' ? 'udp' : 'tcp';
  return { ...mapping, ports: { protocol, outside, inside } };
}

/** One that is Deleting has no EIP and no entry, so it carries nothing already. */
const gatewaysIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('nat_gateway')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('network_type', '=', 'internet')
    .orderBy('id'),
);

/** An EIP that is Detaching carries no more packets. */
const eipsIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('nat_gateway')
    .innerJoin('eip', 'eip.instance_id', 'nat_gateway.id')
    .select(['nat_gateway.id as nat_gateway_id', 'eip.id', 'eip.ip_address'])
    .select(['eip.bandwidth', 'eip.upgraded_bandwidth', 'eip.upgrade_ends_at'])
    .select(['eip.bandwidth_package_id', 'eip.independent_bandwidth'])
    .where('nat_gateway.vpc_id', '=', p.vpcId)
    .where('eip.status', 'in', [EIP.attach.from, EIP.attach.to])
    .orderBy('eip.id'),
);

const sourcesIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('snat_entry')
    .innerJoin('snat_entry_eip', 'snat_entry_eip.snat_entry_id', 'snat_entry.id')
    .select(['snat_entry.nat_gateway_id', 'snat_entry.id', 'snat_entry.source_cidr'])
    .select('snat_entry_eip.eip_id')
    .where('snat_entry.vpc_id', '=', p.vpcId)
    .where('snat_entry.status', '!=', SNAT.delete.from)
    .orderBy('snat_entry.id')
    .orderBy('snat_entry_eip.position'),
);

const mappingsIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('dnat_entry')
    .selectAll()
    .where('vpc_id', '=', p.vpcId)
    .where('status', '!=', DNAT.delete.from)
    .orderBy('id'),
);
