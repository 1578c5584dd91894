import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { BEIJING_OFFSET_MS, beijing } from '#platform/time.ts';
import { query } from '#store/query.ts';
import { ownEip } from '../eip/rows.ts';
import { DAY, INTERVAL, trafficOfDay } from '../eip/traffic.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownBandwidthPackage } from './rows.ts';

/** A day of Beijing's time: `2026-01-31`, or `20260131`. */
const day = () =>
  z
    .string()
    .regex(/^\d{4}-?\d{2}-?\d{2}$/)
    .refine((text) => startOf(text) !== undefined, 'there is no such day');

/**
 * Shows what traffic is billed by its 95th percentile, by the intervals of the day that are over:
 * what a data plane has counted, of a package the sum of the EIPs that are in it now. All figures
 * are 0 where there is none.
 */
export const describe95Traffic = readAction({
  name: 'Describe95Traffic',
  summary: 'show the traffic of a day in intervals of five minutes, as a data plane counts it',
  parameters: () =>
    z.object({ ResourceType: z.enum(['BandwidthPackage', 'Eip']), InstanceId: id(), Day: day() }),
  // Source: the SDK's types.
  result: () =>
    z.object({
      TrafficData: z.object({
        InstanceId: z.string(),
        Bandwidth: z.int(),
        Ratio: z.int(),
        TrafficDetailDatas: z.array(
          z.object({
            StartTime: z.string(),
            EndTime: z.string(),
            InBandwidth: z.string(),
            OutBandwidth: z.string(),
            BillBandwidth: z.string(),
          }),
        ),
      }),
    }),
  refusals: [vpcRefusals.BandwidthPackageNotFound, vpcRefusals.EipNotFound],

  async view(tx, { ResourceType, InstanceId, Day }, context) {
    const key = ownKey(context, InstanceId);
    const row =
      ResourceType === 'Eip'
        ? ((await tx.first(ownEip, key)) ?? refuse(vpcRefusals.EipNotFound))
        : ((await tx.first(ownBandwidthPackage, key)) ??
          refuse(vpcRefusals.BandwidthPackageNotFound));
    const start = startOf(Day) ?? tx.now;
    const eips = ResourceType === 'Eip' ? [row] : await tx.all(eipsInPackage, { id: row.id });
    const traffic = await trafficOfDay(
      tx,
      eips.map((eip) => eip.id),
      start,
    );
    return {
      TrafficData: {
        InstanceId,
        Bandwidth: row.bandwidth,
        Ratio: 0,
        TrafficDetailDatas: intervals(start, tx.now).map((begins, interval) => {
          const [received, sent] = traffic.get(interval) ?? [0, 0];
          return {
            StartTime: beijing(begins),
            EndTime: beijing(begins + INTERVAL),
            InBandwidth: averageOf(received),
            OutBandwidth: averageOf(sent),
            BillBandwidth: averageOf(Math.max(received, sent)),
          };
        }),
      },
    };
  },
});

/** The EIPs of a package. */
const eipsInPackage = query((db, p: { id: string }) =>
  db.selectFrom('eip').select('id').where('bandwidth_package_id', '=', p.id),
);

/** The average of an interval in Mbps, to six places. */
const averageOf = (bytes: number): string =>
  String(Math.round((bytes * 8 * 1000) / INTERVAL) / 1_000_000);

/** When a day begins, in milliseconds since the epoch; undefined where there is no such day. */
function startOf(text: string): number | undefined {
  const digits = text.replaceAll('-', '');
  const [year, month, date] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  const start = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  if (Number.isNaN(start)) return undefined;
  const isThere = new Date(start).toISOString().startsWith(`${year}-${month}-${date}`);
  return isThere ? start - BEIJING_OFFSET_MS : undefined;
}

/** When those intervals of a day begin that are over. */
function intervals(start: number, now: number): number[] {
  const over = Math.floor(Math.min(DAY, now - start) / INTERVAL);
  return Array.from({ length: Math.max(0, over) }, (_, at) => start + at * INTERVAL);
}
