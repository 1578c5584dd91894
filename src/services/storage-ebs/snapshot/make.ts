import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** What a new snapshot is made of. */
export interface NewSnapshot {
  readonly volume: VolumeRow;
  /** Absent to use the id. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName: string;
  /** Days, 0 for ever. */
  readonly retentionDays?: number | undefined;
  /** The group that it is taken with, if any. */
  readonly groupId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** Makes a snapshot of a volume. It is creating. Resolves to its id. */
export async function makeSnapshot(
  tx: Writer,
  context: Context,
  { volume, ...spec }: NewSnapshot,
): Promise<string> {
  const id = context.ids.resource(RESOURCES.snapshot.idPrefix, 20);
  const owner = { id, account_id: volume.account_id, region: volume.region };
  await tx.insert('snapshot', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: TRANSITIONS.create.from,
    volume_id: volume.id,
    volume_name: volume.name,
    volume_kind: volume.kind,
    volume_type: volume.volume_type,
    volume_size: volume.size,
    zone_id: volume.zone_id,
    snapshot_group_id: spec.groupId ?? '',
    retention_days: spec.retentionDays ?? 0,
  });
  await addTags(tx, owner, 'snapshot', spec.tags);
  return id;
}
