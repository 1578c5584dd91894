import * as z from 'zod';
import type { Binding } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { InstanceBindingRow } from '#store/schema/data-plane.ts';
import type { Reader, Writer } from '#store/store.ts';
import { bindingOf } from './place.ts';
import { instanceById } from './rows.ts';

/** What an instance can be bound to, as the control API takes it. */
export const bindingSchema = () =>
  z.union([
    z.strictObject({ pid: z.int().min(1).max(4_194_304) }),
    z.strictObject({ netns: z.string().regex(/^\/[^\0\n]{1,1023}$/) }),
    z.strictObject({ container: z.string().regex(/^[A-Za-z0-9][\w.-]{0,127}$/) }),
  ]);

/** An instance's binding, if it has one; undefined when there is no such instance. */
export async function bindingOfInstance(
  tx: Reader,
  id: string,
): Promise<{ readonly binding: Binding | undefined } | undefined> {
  if ((await tx.first(instanceById, { id })) === undefined) return undefined;
  const row = await tx.first(rowOf, { id });
  return { binding: row && bindingOf(row) };
}

/**
 * Binds an instance to something that runs already, or to nothing. Its revision grows: the data
 * plane then knows an older place from a newer one. False when there is no such instance.
 */
export async function bindInstance(
  tx: Writer,
  id: string,
  binding: Binding | undefined,
): Promise<boolean> {
  if ((await tx.first(instanceById, { id })) === undefined) return false;
  await unbindInstance(tx, id);
  if (binding !== undefined) await tx.insert('instance_binding', { id, ...columnsOf(binding) });
  await tx.update('instance', id, {});
  return true;
}

/** Forgets the binding of an instance, also of one that is being removed. */
export async function unbindInstance(tx: Writer, id: string): Promise<void> {
  await tx.run(unbind, { id });
}

function columnsOf(binding: Binding): Pick<InstanceBindingRow, 'kind' | 'value'> {
  if ('pid' in binding) return { kind: 'pid', value: String(binding.pid) };
  if ('netns' in binding) return { kind: 'netns', value: binding.netns };
  return { kind: 'container', value: binding.container };
}

const rowOf = query((db, p: { id: string }) =>
  db.selectFrom('instance_binding').selectAll().where('id', '=', p.id),
);

const unbind = query((db, p: { id: string }) =>
  db.deleteFrom('instance_binding').where('id', '=', p.id),
);
