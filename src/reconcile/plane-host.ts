import { query } from '#store/query.ts';
import type { PlaneHostRow } from '#store/schema/data-plane.ts';
import type { Reader, Writer } from '#store/store.ts';

/** The one row's id. */
const ID = 'data-plane';

/** The host that carries the store's data plane; undefined when the store never had one. */
export function readPlaneHost(tx: Reader): Promise<PlaneHostRow | undefined> {
  return tx.first(hostRow, { id: ID });
}

/** Remembers who carries the data plane. The plane id is the one that the store has, if it has one. */
export async function takePlaneHost(
  tx: Writer,
  taken: Omit<PlaneHostRow, 'id'>,
): Promise<PlaneHostRow> {
  const present = await readPlaneHost(tx);
  const row = { ...taken, id: ID, plane_id: present?.plane_id ?? taken.plane_id };
  if (present === undefined) await tx.insert('plane_host', row);
  else await tx.run(take, row);
  return row;
}

/** Renews the lease of a process. False when another process has the data plane now. */
export async function renewPlaneHost(tx: Writer, process: string, now: number): Promise<boolean> {
  return (await tx.run(renew, { id: ID, process, now })) === 1;
}

/** Gives the data plane back; the store remembers its host. */
export async function releasePlaneHost(tx: Writer, process: string): Promise<void> {
  await tx.run(release, { id: ID, process, nobody: '' });
}

const hostRow = query((db, p: { id: string }) =>
  db.selectFrom('plane_host').selectAll().where('id', '=', p.id),
);

const take = query((db, p: PlaneHostRow) =>
  db
    .updateTable('plane_host')
    .set({ driver: p.driver, host: p.host, process: p.process, heard_at: p.heard_at })
    .where('id', '=', p.id),
);

const renew = query((db, p: { id: string; process: string; now: number }) =>
  db
    .updateTable('plane_host')
    .set({ heard_at: p.now })
    .where('id', '=', p.id)
    .where('process', '=', p.process),
);

const release = query((db, p: { id: string; process: string; nobody: string }) =>
  db
    .updateTable('plane_host')
    .set({ process: p.nobody })
    .where('id', '=', p.id)
    .where('process', '=', p.process),
);
