import type { AddressRow, NetworkInterfaceRow } from '#store/schema.ts';
import { rowsOfEach } from './export-rows.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** Interfaces as a world file says them, but for primary ones. */
export async function saidInterfaces(
  scope: ExportScope,
  rows: readonly NetworkInterfaceRow[],
): Promise<Said[]> {
  const own = rows.filter(({ type }) => type !== 'primary');
  const holding = await holdingOf(scope, own);
  return own.flatMap((row) => {
    const held = holding.get(row.id);
    if (held === undefined || !scope.mayBe(row, row.subnet_id, ...held.groups)) return [];
    const timeouts = row.tcp_established_timeout + row.tcp_closing_timeout + row.udp_timeout;
    if (timeouts > 0) scope.note(row.id, 'a world file says nothing of its connection timeouts');
    const isOn = row.instance_id !== null && !/^Detach/.test(row.status);
    if (isOn && !scope.said.has(row.instance_id ?? '')) {
      scope.note(row.id, `it is on ${row.instance_id}, which is left out`);
    }
    return [
      {
        ...scope.common(row),
        type: row.type,
        ...held.said,
        ...(isOn && scope.said.has(row.instance_id ?? '') && { instanceId: row.instance_id }),
        deleteOnTermination: row.delete_on_termination === 1,
        serviceManaged: row.service_managed === 1,
        portSecurityEnabled: row.port_security_enabled === 1,
      },
    ];
  });
}

/** The subnet, groups and addresses of interfaces. */
export async function holdingOf(scope: ExportScope, rows: readonly NetworkInterfaceRow[]) {
  const ids = rows.map(({ id }) => id);
  const column = 'network_interface_id';
  const groups = await rowsOfEach(
    scope.tx,
    'network_interface_security_group',
    column,
    ids,
    'position',
  );
  const addresses = await rowsOfEach(scope.tx, 'address', column, ids, 'position');
  return new Map(
    rows.map((row) => {
      const groupIds = (groups.get(row.id) ?? []).map((each) => each.security_group_id);
      const held = addresses.get(row.id) ?? [];
      const of = (is: (address: AddressRow) => boolean) =>
        held.filter(is).map(({ address }) => address);
      const said = {
        subnetId: row.subnet_id,
        ...(groupIds.length > 0 && { securityGroupIds: groupIds }),
        ...(row.primary_ip_address !== '' && { primaryIpAddress: row.primary_ip_address }),
        privateIpAddresses: of(({ family, is_primary }) => family === 4 && is_primary === 0),
        ipv6Addresses: of(({ family }) => family === 6),
        macAddress: row.mac_address,
      };
      return [row.id, { groups: groupIds, said }] as const;
    }),
  );
}
