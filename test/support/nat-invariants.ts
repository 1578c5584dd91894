import type { Reader } from '#store/store.ts';

/** NAT gateways, their entries and their EIPs go together, and each has the interface that it says. */
export async function natGateways(tx: Reader): Promise<string[]> {
  const gateways = await tx.select((db) => db.selectFrom('nat_gateway').selectAll());
  const interfaces = await tx.select((db) => db.selectFrom('network_interface').selectAll());
  const eips = await tx.select((db) =>
    db.selectFrom('eip').selectAll().where('instance_type', '=', 'Nat'),
  );
  const used = await tx.select((db) =>
    db
      .selectFrom('snat_entry_eip')
      .leftJoin('snat_entry', 'snat_entry.id', 'snat_entry_eip.snat_entry_id')
      .select(['snat_entry_eip.snat_entry_id', 'snat_entry_eip.eip_id'])
      .select('snat_entry.nat_gateway_id'),
  );
  const entries = [
    ...(await tx.select((db) => db.selectFrom('snat_entry').select(['id', 'nat_gateway_id']))),
    ...(await tx.select((db) => db.selectFrom('dnat_entry').select(['id', 'nat_gateway_id']))),
    ...(await tx.select((db) => db.selectFrom('nat_ip').select(['id', 'nat_gateway_id']))),
  ];
  const known = new Set(gateways.map(({ id }) => id));
  const home = new Map(eips.map(({ id, instance_id }) => [id, instance_id]));
  const found: string[] = [];
  for (const { id, network_interface_id, subnet_id } of gateways) {
    const own = interfaces.find((each) => each.id === network_interface_id);
    if (own?.subnet_id !== subnet_id) found.push(`${id} has no interface in ${subnet_id}`);
  }
  for (const { id, nat_gateway_id } of entries) {
    if (!known.has(nat_gateway_id)) found.push(`${id} is of ${nat_gateway_id}, which is gone`);
  }
  for (const [id, gateway] of home) {
    if (!known.has(gateway)) found.push(`${id} is on ${gateway}, which is gone`);
  }
  for (const { snat_entry_id, eip_id, nat_gateway_id } of used) {
    if (nat_gateway_id === null || home.get(eip_id) !== nat_gateway_id) {
      found.push(`${snat_entry_id} uses ${eip_id}, which is not on its gateway`);
    }
  }
  return found;
}
