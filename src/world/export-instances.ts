import { osTypeOf } from '#services/ecs/image/view.ts';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { hostnameFrom } from '#services/ecs/instance/names.ts';
import { USUAL_OPTIONS } from '#services/ecs/instance/options.ts';
import type { InstanceRow, NetworkInterfaceRow } from '#store/schema.ts';
import { holdingOf } from './export-interfaces.ts';
import { rowsOfEach } from './export-rows.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** What ends the transient statuses of an instance that something is on its way to end. */
const ENDS = new Map<string, string | undefined>(
  Object.values(INSTANCE).map(({ from, to }) => [from, to]),
);

/** Instances as a world file says them, each with its primary interface. */
export async function saidInstances(
  scope: ExportScope,
  rows: readonly InstanceRow[],
  interfaces: readonly NetworkInterfaceRow[],
  vpcs: readonly Said[],
): Promise<Said[]> {
  const ids = rows.map(({ id }) => id);
  const primaries = new Map(
    interfaces.flatMap((each) =>
      each.type === 'primary' && each.instance_id !== null ? [[each.instance_id, each]] : [],
    ) as [string, NetworkInterfaceRow][],
  );
  const holding = await holdingOf(scope, [...primaries.values()]);
  const roles = await rowsOfEach(scope.tx, 'instance_iam_role', 'id', ids);
  const sets = await rowsOfEach(scope.tx, 'deployment_set_member', 'id', ids);
  const bindings = await rowsOfEach(scope.tx, 'instance_binding', 'id', ids);
  const owners = new Map(vpcs.map(({ id, accountId }) => [id, accountId]));
  return rows.flatMap((row) => {
    const primary = primaries.get(row.id);
    if (primary === undefined) {
      scope.note(row.id, 'it has no primary interface, and is left out');
      return [];
    }
    const held = holding.get(primary.id);
    if (held === undefined || !scope.mayBe(row, row.subnet_id, ...held.groups)) return [];
    scope.said.add(primary.id);
    scope.instanceTypes.add(row.instance_type_id);
    noteInstance(scope, row);
    for (const { role_name } of roles.get(row.id) ?? [])
      scope.note(row.id, `it has the role ${role_name}`);
    for (const { deployment_set_id } of sets.get(row.id) ?? [])
      scope.note(row.id, `it is in the deployment set ${deployment_set_id}`);
    for (const { kind, value } of bindings.get(row.id) ?? [])
      scope.note(row.id, `it is bound to ${kind} ${value}`);
    const end = scope.onTheirWay.has(row.id) ? ENDS.get(row.status) : undefined;
    if (end !== undefined) scope.note(row.id, `it is ${row.status}, and written as ${end}`);
    return [
      {
        ...scope.common(row),
        ...(owners.get(row.vpc_id) !== row.account_id && { accountId: row.account_id }),
        instanceTypeId: row.instance_type_id,
        imageId: row.image_id,
        status: end ?? row.status,
        ...(row.scheduled_instance_id !== '' && {
          scheduledInstanceId: row.scheduled_instance_id,
        }),
        primaryNetworkInterfaceId: primary.id,
        ...held.said,
      },
    ];
  });
}

function noteInstance(scope: ExportScope, row: InstanceRow): void {
  const usual = {
    instance_charge_type: 'PostPaid',
    spot_strategy: 'NoSpot',
    hpc_cluster_id: '',
    key_pair_name: '',
    stopped_mode: 'KeepCharging',
    deletion_protection: 0,
    user_data: '',
    http_tokens: 'optional',
    expires_at: 0,
    ...USUAL_OPTIONS,
  };
  for (const [name, value] of Object.entries(usual)) {
    const is = row[name as keyof InstanceRow];
    if (is === value) continue;
    const text = String(is).length > 40 ? 'is set' : `is ${is}`;
    scope.note(
      row.id,
      `a world file says nothing of its ${name.replaceAll('_', ' ')}, which ${text}`,
    );
  }
  // One that has the id in it is made so again.
  if (row.hostname !== hostnameFrom(row.id, osTypeOf(scope.world, row))) {
    scope.note(row.id, `a world file says nothing of its host name, which is ${row.hostname}`);
  }
}

/** An instance that a world file makes has one volume, with an id of its own. */
export async function noteVolumes(scope: ExportScope): Promise<void> {
  for (const { id, kind } of await scope.rows('volume')) {
    if (kind === 'data') scope.note(id, 'a world file knows no data volume');
  }
}
