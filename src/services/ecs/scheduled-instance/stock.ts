import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { ecsRefusals } from '../refusals.ts';
import { WINDOW } from './times.ts';

/** How many windows are shown: a day of them. Ours. */
const WINDOWS = (24 * 3_600_000) / WINDOW;

/**
 * Lists the windows of the next day in which instances can be delivered: all of them, because there
 * is always stock.
 */
export const describeScheduledInstanceStock = readAction({
  name: 'DescribeScheduledInstanceStock',
  summary: 'list when scheduled instances can be delivered',
  parameters: () =>
    z.object({
      ElasticScheduledInstanceType: z.enum(['Esi', 'Segmented']).default('Esi'),
      DeliveryType: z.enum(['Reserve', 'Immediate']).default('Reserve'),
      InstanceTypeId: id().optional(),
      ZoneId: id().optional(),
      VolumeType: z.enum(['ESSD_PL0', 'ESSD_FlexPL']).optional(),
    }),
  result: () =>
    z.object({
      ScheduledInstanceStock: z.array(
        z.object({
          StartDeliveryAt: z.string(),
          EndDeliveryAt: z.string(),
          Status: z.string(),
          ReleaseStatus: z.string(),
        }),
      ),
    }),
  inert: {
    DeliveryType: 'there is always stock',
    VolumeType: 'there is always stock',
  },
  refusals: [ecsRefusals.StockTypeMissing, ecsRefusals.StockZoneMissing],

  async view(tx, { InstanceTypeId, ZoneId, ...input }, { world, region }) {
    // "Both are required of segmented ones." Source: docs 6396/1187927.
    const segmented = input.ElasticScheduledInstanceType === 'Segmented';
    if (segmented && InstanceTypeId === undefined) refuse(ecsRefusals.StockTypeMissing);
    if (segmented && ZoneId === undefined) refuse(ecsRefusals.StockZoneMissing);
    const has =
      (InstanceTypeId === undefined || world.instanceType(InstanceTypeId) !== undefined) &&
      (ZoneId === undefined || region.zones.includes(ZoneId));
    const status = has ? 'AVAILABLE' : 'NOT_AVAILABLE';
    const first = (Math.floor(tx.now / WINDOW) + 1) * WINDOW;
    return {
      ScheduledInstanceStock: Array.from({ length: WINDOWS }, (_, index) => ({
        StartDeliveryAt: beijing(first + index * WINDOW),
        EndDeliveryAt: beijing(first + (index + 1) * WINDOW),
        Status: status,
        // "Of those that are not released by themselves it is empty."
        ReleaseStatus: segmented ? status : '',
      })),
    };
  },
});
