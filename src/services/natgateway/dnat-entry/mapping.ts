import { eipOnHaVip, eipOnPrivateAddress, eipsOnNatGateway } from '#services/vpc/eip/rows.ts';
import { haVipAt } from '#services/vpc/ha-vip/rows.ts';
import { contains, ipv4Range } from '#services/vpc/subnet/range.ts';
import { blocksOf } from '#services/vpc/vpc/cidr-rows.ts';
import { vpcById } from '#services/vpc/vpc/rows.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { natIpsOf } from '../nat-ip/rows.ts';
import type { Mapping, MappingFacts } from './dnat-entry.rules.ts';
import { ANY, countOf, overlap, portsOf } from './ports.ts';
import { dnatEntriesOf } from './rows.ts';

/**
 * What decides whether a gateway, which is locked, may have an entry with this mapping. `self` is the
 * entry that is changed.
 */
export async function mappingFacts(
  tx: Reader,
  gateway: NatGatewayRow,
  mapping: Mapping,
  self = '',
): Promise<MappingFacts> {
  const of = { natGatewayId: gateway.id };
  const eips = await tx.all(eipsOnNatGateway, of);
  const natIps = await tx.all(natIpsOf, of);
  const addresses = [...eips, ...natIps].map(({ ip_address }) => ip_address);
  const entries = await tx.all(dnatEntriesOf, of);
  const ports = [mapping.external_port, mapping.internal_port];
  const [external, internal] = ports.map((port) => countOf(portsOf(port) ?? [1, 1]));
  const place = { vpcId: gateway.vpc_id, address: mapping.internal_ip };
  const haVip = await tx.first(haVipAt, place);
  const own = haVip
    ? await tx.first(eipOnHaVip, { haVipId: haVip.ha_vip_id })
    : await tx.first(eipOnPrivateAddress, place);
  return {
    mapping,
    ofItsType: ports.every((port) => (port === ANY) === (mapping.port_type === ANY)),
    asMany: external === internal,
    onGateway: addresses.includes(mapping.external_ip),
    inVpc: await isInVpc(tx, gateway.vpc_id, mapping.internal_ip),
    ownEip: own?.id,
    twin: entries.find((each) => each.id !== self && collide(each, mapping))?.id,
  };
}

type Taken = Pick<Mapping, 'external_ip' | 'external_port' | 'protocol' | 'port_type'>;

/** Whether two mappings take some of the same packets. */
function collide(one: Taken, other: Taken): boolean {
  if (one.external_ip !== other.external_ip) return false;
  if (one.port_type === ANY || other.port_type === ANY) return true;
  const [ofOne, ofOther] = [portsOf(one.external_port), portsOf(other.external_port)];
  return one.protocol === other.protocol && !!ofOne && !!ofOther && overlap(ofOne, ofOther);
}

async function isInVpc(tx: Reader, vpcId: string, address: string): Promise<boolean> {
  const vpc = await tx.first(vpcById, { id: vpcId });
  const { secondary } = await blocksOf(tx, vpcId);
  const single = ipv4Range(`${address}/32`);
  return [vpc?.cidr_block ?? '', ...secondary].some((block) => {
    const range = ipv4Range(block);
    return single !== undefined && range !== undefined && contains(range, single);
  });
}
