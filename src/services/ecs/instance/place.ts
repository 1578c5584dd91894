import type { Binding, Place } from '#core/network.ts';
import type { PlaneWork } from '#core/transition.ts';
import { query } from '#store/query.ts';
import type { InstanceBindingRow } from '#store/schema/data-plane.ts';
import type { Db, InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { InstanceStatus } from './lifecycle.ts';

/** The statuses in which the links of an instance's NICs are down. */
const DOWN: readonly string[] = [
  'STOPPING',
  'STOPPED',
  'ERROR',
  'DELETING',
] satisfies InstanceStatus[];

export type PlaceRow = Pick<InstanceRow, 'id' | 'status' | 'hostname' | 'revision'> & {
  readonly kind: InstanceBindingRow['kind'] | null;
  readonly value: string | null;
};

type PlaceWork = PlaneWork & { readonly do: 'ensure' };

/**
 * What the data plane does to have an instance as its row says; nothing when the row is gone. Every
 * change of the place changes the row, so its revision is the fencing token.
 */
export async function placeWork(tx: Reader, instanceId: string): Promise<PlaceWork[]> {
  const row = await tx.first(place, { id: instanceId });
  if (row === undefined) return [];
  return [{ do: 'ensure', instance: placeOf(row), fencingToken: row.revision }];
}

/** The same with the links down. */
export function linksDown(work: readonly PlaceWork[]): PlaceWork[] {
  return work.map((each) => ({ ...each, instance: { ...each.instance, running: false } }));
}

/** A place and the revision of its row. */
export interface PlaceToEnsure {
  readonly instance: Place;
  readonly fencingToken: number;
  /** Whether it must be there by now. */
  readonly due: boolean;
}

/** Every instance, read in one statement. */
export async function instancesToEnsure(tx: Reader): Promise<PlaceToEnsure[]> {
  return (await tx.all(places, {})).map(toEnsure);
}

/** One instance; undefined when it is gone. */
export async function instanceToEnsure(tx: Reader, id: string): Promise<PlaceToEnsure | undefined> {
  const row = await tx.first(place, { id });
  return row && toEnsure(row);
}

/** The statuses in which a transition makes or removes it, or its launch was refused. */
const NOT_DUE: readonly string[] = ['CREATING', 'ERROR', 'DELETING'] satisfies InstanceStatus[];

function toEnsure(row: PlaceRow): PlaceToEnsure {
  return {
    instance: placeOf(row),
    fencingToken: row.revision,
    due: !NOT_DUE.includes(row.status),
  };
}

/** What it does when an instance is deleted. */
export async function removalWork(tx: Reader, instanceId: string): Promise<PlaneWork[]> {
  const row = await tx.first(place, { id: instanceId });
  return row === undefined ? [] : [{ do: 'remove', instanceId, fencingToken: row.revision }];
}

/** An instance as the data plane knows it. */
export function placeOf({ id, status, hostname, kind, value }: PlaceRow): Place {
  const binding = kind === null || value === null ? undefined : bindingOf({ kind, value });
  return { id, running: !DOWN.includes(status), hostname, ...(binding && { binding }) };
}

export function bindingOf({ kind, value }: Pick<InstanceBindingRow, 'kind' | 'value'>): Binding {
  if (kind === 'pid') return { pid: Number(value) };
  return kind === 'netns' ? { netns: value } : { container: value };
}

const withBinding = (db: Db) =>
  db
    .selectFrom('instance')
    .leftJoin('instance_binding as binding', 'binding.id', 'instance.id')
    .select([
      'instance.id',
      'instance.status',
      'instance.hostname',
      'instance.revision',
      'binding.kind',
      'binding.value',
    ]);

const place = query((db, p: { id: string }) => withBinding(db).where('instance.id', '=', p.id));

const places = query((db, _: object) => withBinding(db).orderBy('instance.id'));
