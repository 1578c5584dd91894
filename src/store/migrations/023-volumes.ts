import type { Compilable } from 'kysely';
import type { Db, InstanceRow, Tables } from '../schema.ts';
import { type Carry, index, number, resource, text } from './columns.ts';

/**
 * Gives volumes a table of their own. Before, each instance had a list of its volumes, as JSON in
 * `instance.volumes`, which nothing reads any more.
 */
export function volumes(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'volume'), [
        'zone_id',
        'kind',
        'volume_type',
        'instance_id',
        'charge_type',
        'source_snapshot_id',
        'extra_performance_type',
        'auto_snapshot_policy_id',
      ]),
      [
        'size',
        'delete_with_instance',
        'burst_enabled',
        'delete_protection',
        'delete_protection_retention',
        'extra_performance_iops',
        'extra_performance_throughput',
        'detached_at',
      ],
    ),
    index(db, 'volume_by_account', 'volume', 'account_id', 'region', 'id'),
    index(db, 'volume_by_instance', 'volume', 'instance_id', 'id'),
    index(db, 'volume_by_policy', 'volume', 'auto_snapshot_policy_id', 'id'),
  ];
}

/** Few enough for the parameters of one statement. */
const ROWS_AT_ONCE = 100;

/** Makes rows of the lists of the instances. A list that was read once may be read again. */
export const volumesOfInstances: Carry<InstanceRow> = {
  rows: (db, after, limit) =>
    db.selectFrom('instance').selectAll().where('id', '>', after).orderBy('id').limit(limit),
  statements(db, instances) {
    const rows = instances.flatMap(rowsOf);
    const parts = Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, part) =>
      rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
    );
    return parts.map((values) =>
      db
        .insertInto('volume')
        .values(values)
        .onConflict((conflict) => conflict.column('id').doNothing()),
    );
  },
};

/** A volume in the list of its instance, as programs have written it before this step. */
interface ListedVolume {
  readonly VolumeId: string;
  readonly VolumeType: string;
  readonly Size: number;
  readonly DeleteWithInstance: boolean;
  readonly Kind: 'system' | 'data';
  readonly SnapshotId?: string;
  readonly BurstEnabled?: true;
  readonly ExtraPerformance?: {
    readonly ExtraPerformanceTypeId: string;
    readonly IOPS: number;
    readonly Throughput: number;
  };
}

function rowsOf(instance: InstanceRow): Tables['volume'][] {
  const listed = JSON.parse(instance.volumes || '[]') as ListedVolume[];
  return listed.map((each) => ({
    id: each.VolumeId,
    account_id: instance.account_id,
    region: instance.region,
    project_name: instance.project_name,
    name: each.VolumeId,
    description: '',
    status: 'attached',
    revision: 1,
    created_at: instance.created_at,
    updated_at: instance.updated_at,
    zone_id: instance.zone_id,
    kind: each.Kind,
    volume_type: each.VolumeType,
    size: each.Size,
    instance_id: instance.id,
    delete_with_instance: each.DeleteWithInstance ? 1 : 0,
    charge_type: instance.instance_charge_type === 'PrePaid' ? 'PrePaid' : 'PostPaid',
    source_snapshot_id: each.SnapshotId ?? '',
    burst_enabled: each.BurstEnabled ? 1 : 0,
    delete_protection: 0,
    delete_protection_retention: 30,
    extra_performance_type: each.ExtraPerformance?.ExtraPerformanceTypeId ?? '',
    extra_performance_iops: each.ExtraPerformance?.IOPS ?? 0,
    extra_performance_throughput: each.ExtraPerformance?.Throughput ?? 0,
    auto_snapshot_policy_id: '',
    detached_at: 0,
  }));
}
