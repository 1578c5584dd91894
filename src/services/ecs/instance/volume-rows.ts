import type { SelectQueryBuilder } from 'kysely';
import type { Owner } from '#store/owned.ts';
import type { Db, InstanceRow, Tables } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { Volume } from './volumes.ts';

/** A volume with its instance: there are no volumes of their own. */
export interface VolumeOfInstance extends Volume {
  readonly instance: InstanceRow;
}

/** Conditions on volumes. They are ANDed. */
export interface VolumeFilters {
  readonly volumeIds?: readonly string[] | undefined;
  readonly instanceId?: string | undefined;
  readonly zoneId?: string | undefined;
  readonly projectName?: string | undefined;
}

/** The volumes of the caller's instances, those of the oldest instance first. */
export async function findVolumes(
  tx: Reader,
  owner: Owner,
  filters: VolumeFilters,
): Promise<VolumeOfInstance[]> {
  const rows = await tx.select((db) => matching(db, owner, filters).selectAll().orderBy('id'));
  return rows
    .flatMap((instance) => volumesOf(instance).map((volume) => ({ ...volume, instance })))
    .filter(({ VolumeId }) => filters.volumeIds?.includes(VolumeId) ?? true);
}

/** Makes one volume of an instance larger. `size` is in GiB. */
export async function resizeVolume(
  tx: Writer,
  instance: InstanceRow,
  volumeId: string,
  size: number,
): Promise<void> {
  const volumes = volumesOf(instance).map((volume) =>
    volume.VolumeId === volumeId ? { ...volume, Size: size } : volume,
  );
  await tx.update('instance', instance.id, { volumes: JSON.stringify(volumes) });
}

export function volumesOf({ volumes }: InstanceRow): Volume[] {
  return JSON.parse(volumes) as Volume[];
}

function matching(
  db: Db,
  owner: Owner,
  { volumeIds, instanceId, zoneId, projectName }: VolumeFilters,
): SelectQueryBuilder<Tables, 'instance', object> {
  let select = db
    .selectFrom('instance')
    .where('account_id', '=', owner.account_id)
    .where('region', '=', owner.region);
  if (instanceId !== undefined) select = select.where('id', '=', instanceId);
  if (zoneId !== undefined) select = select.where('zone_id', '=', zoneId);
  if (projectName !== undefined) select = select.where('project_name', '=', projectName);
  if (volumeIds !== undefined) {
    // The list is stored as text: it contains the id if removing the id changes the text.
    select = select.where((where) =>
      where.or(
        volumeIds.map((id) =>
          where(
            where.fn('replace', ['volumes', where.val(`"${id}"`), where.val('')]),
            '!=',
            where.ref('volumes'),
          ),
        ),
      ),
    );
  }
  return select;
}
