import { BEIJING_OFFSET_MS } from '#platform/time.ts';
import { listQuery, lockingQuery, query } from '#store/query.ts';
import type { EipTrafficRow } from '#store/schema/eip-traffic.ts';
import type { Reader, Writer } from '#store/store.ts';
import { eipIsThere } from './network.ts';

/*
 * What a data plane counts of EIPs, by intervals of five minutes. A row has a day of one EIP, and is
 * there only when it carried anything that day. Days are those of Beijing's time.
 */

const MINUTE = 60_000;
/** Of how long a time each figure is. Source: the 95th percentile is of 5-minute averages. */
export const INTERVAL = 5 * MINUTE;
export const DAY = 24 * 60 * MINUTE;
/** For how many days figures are kept, today among them. Ours. */
export const KEPT_DAYS = 31;

/** Bytes that were received and sent. */
export type Carried = readonly [received: number, sent: number];

/** When the day of a time begins. */
const dayOf = (time: number): number => time - ((time + BEIJING_OFFSET_MS) % DAY);

/** Bytes by the number of the interval in its day, as a row has them. */
type Figures = Record<string, Carried>;

/** Adds to the figures of now what EIPs have carried. Those of EIPs that are gone are left out. */
export async function keepTraffic(
  tx: Writer,
  carried: readonly { readonly id: string; readonly received: number; readonly sent: number }[],
): Promise<void> {
  const day = dayOf(tx.now);
  const interval = String(Math.floor((tx.now - day) / INTERVAL));
  for (const { id: eipId, received, sent } of [...carried].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const id = `${eipId}/${day}`;
    const row = await tx.first(dayById, { id });
    const figures = row === undefined ? {} : figuresOf(row);
    const [before, sentBefore] = figures[interval] ?? [0, 0];
    figures[interval] = [before + received, sentBefore + sent];
    const written = JSON.stringify(figures);
    if (row !== undefined) await tx.run(writeFigures, { id, figures: written });
    else if (await eipIsThere(tx, eipId)) {
      await tx.run(removeBefore, { eipId, day: day - (KEPT_DAYS - 1) * DAY });
      await tx.insert('eip_traffic', { id, eip_id: eipId, day, figures: written });
    }
  }
}

/** What EIPs have carried together in the intervals of a day, by the number of the interval. */
export async function trafficOfDay(
  tx: Reader,
  eipIds: readonly string[],
  day: number,
): Promise<Map<number, Carried>> {
  const ids = eipIds.map((id) => `${id}/${day}`);
  const rows = ids.length === 0 ? [] : await tx.allOf(daysById, ids);
  const sums = new Map<number, Carried>();
  for (const row of rows) {
    for (const [interval, [received, sent]] of Object.entries(figuresOf(row))) {
      const [before, sentBefore] = sums.get(Number(interval)) ?? [0, 0];
      sums.set(Number(interval), [before + received, sentBefore + sent]);
    }
  }
  return sums;
}

/** Forgets what an EIP has carried: it is gone. */
export const forgetTraffic = query((db, p: { eipId: string }) =>
  db.deleteFrom('eip_traffic').where('eip_id', '=', p.eipId),
);

const figuresOf = ({ figures }: Pick<EipTrafficRow, 'figures'>): Figures =>
  JSON.parse(figures) as Figures;

const dayById = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('eip_traffic').select('figures').where('id', '=', p.id),
);

const daysById = listQuery((db, ids) =>
  db.selectFrom('eip_traffic').select(['id', 'figures']).where('id', 'in', ids),
);

const writeFigures = query((db, p: { id: string; figures: string }) =>
  db.updateTable('eip_traffic').set({ figures: p.figures }).where('id', '=', p.id),
);

const removeBefore = query((db, p: { eipId: string; day: number }) =>
  db.deleteFrom('eip_traffic').where('eip_id', '=', p.eipId).where('day', '<', p.day),
);
