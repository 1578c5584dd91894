import { isEmptied, TABLES } from '#core/tables.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import { dynamic } from '#store/dynamic.ts';
import type { Store } from '#store/store.ts';

/**
 * The revision and the time of the last write are left out: they differ between stories that end
 * alike. So do digests, which are made of random ids.
 */
const NO_PART = ['revision', 'updated_at', 'digest'];
const HOUR_MS = 3_600_000;

/**
 * All that there is, by table, and what is plugged in, written so that two stories that came to the
 * same are the same: ids by the order in which they were made, times in hours since `begin`, and
 * of random addresses only that they are there.
 */
export async function snapshot(
  store: Store,
  plane: DataPlane,
  begin: number,
): Promise<Record<string, unknown>> {
  const rows: Record<string, object[]> = { plugged: [...(await plane.inspect()).nics] };
  await store.read(async (tx) => {
    // Tables that a reset leaves alone are left out: secrets differ from store to store.
    for (const table of TABLES.filter(isEmptied)) {
      rows[table] = await tx.select((db) => dynamic(db).selectFrom(table).selectAll());
    }
  });
  const whole = JSON.stringify(rows, (key, value) => {
    if (NO_PART.includes(key)) return undefined;
    if (/_at$/.test(key) && value > 0) return Math.floor((value - begin) / HOUR_MS);
    return value;
  });
  const world: Record<string, object[]> = JSON.parse(withoutChance(whole));
  for (const table of Object.values(world)) table.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return world;
}

const text = (row: object) => JSON.stringify(row);

/** Ids of one kind sort by age. */
const ID = /\b[a-z][a-z0-9]*-[a-z0-9]{20,25}\b/g;
const MAC = /\b00:16:3e(:[0-9a-f]{2}){3}\b/g;
const IPV6 = /\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*/g;
/** Addresses of the EIPs' ranges. Addresses of subnets begin with 10. */
const IPV4 = /\b(?!10\.)\d{1,3}(?:\.\d{1,3}){3}\b(?!\/)/g;

function withoutChance(whole: string): string {
  const ids = [...new Set(whole.match(ID))].sort();
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const kind = id.slice(0, id.indexOf('-'));
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    names.set(id, `${kind} ${String(n).padStart(3, '0')}`);
  }
  return whole
    .replace(ID, (id) => names.get(id) ?? id)
    .replace(MAC, 'a MAC')
    .replace(IPV6, 'IPv6')
    .replace(IPV4, 'IPv4');
}
