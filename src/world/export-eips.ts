import type { EipRow } from '#store/schema.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** The billing types of EIPs that a world file can say. */
const BY_BANDWIDTH = 2;
const BY_TRAFFIC = 3;

/** EIPs as a world file says them. */
export function saidEips(scope: ExportScope, rows: readonly EipRow[]): Said[] {
  return rows.map((row) => {
    const bound = row.instance_type === 'EcsInstance' || row.instance_type === 'NetworkInterface';
    const isSaid = bound && scope.said.has(row.instance_id);
    if (row.instance_id !== '' && !isSaid) {
      scope.note(row.id, `it is bound to ${row.instance_id}, and written as bound to nothing`);
    }
    const billable = row.billing_type === BY_BANDWIDTH || row.billing_type === BY_TRAFFIC;
    if (!billable) scope.note(row.id, 'it is a subscription, and written as billed by traffic');
    for (const shared of [row.bandwidth_package_id, row.ip_address_pool_id]) {
      if (shared !== '') scope.note(row.id, `it is of ${shared}, and written without it`);
    }
    const field = row.instance_type === 'EcsInstance' ? 'instanceId' : 'networkInterfaceId';
    return {
      ...scope.common(row),
      accountId: row.account_id,
      regionId: row.region,
      ipAddress: row.ip_address,
      isp: row.isp,
      bandwidth: row.bandwidth,
      billingType: billable ? row.billing_type : BY_TRAFFIC,
      ...(isSaid && { [field]: row.instance_id, privateIpAddress: row.private_ip_address }),
    };
  });
}
