import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { LONGEST, time } from './times.ts';

const SAME = 'the longest time is the same for all';

/** Until when segmented instances may be kept: for 30 days. */
export const getScheduledInstanceLatestReleaseAt = readAction({
  name: 'GetScheduledInstanceLatestReleaseAt',
  summary: 'say until when segmented scheduled instances may be kept',
  parameters: () =>
    z.object({
      InstanceTypeId: id(),
      VolumeType: z.enum(['ESSD_PL0', 'ESSD_FlexPL']),
      ZoneId: id(),
      DeliveryType: z.enum(['Reserve', 'Immediate']).default('Reserve'),
      StartDeliveryAt: time().optional(),
    }),
  result: () => z.object({ LatestReleaseAt: z.string() }),
  inert: {
    InstanceTypeId: SAME,
    VolumeType: SAME,
    ZoneId: SAME,
  },

  async view(tx, { DeliveryType, StartDeliveryAt }) {
    const reserved = DeliveryType === 'Reserve' && StartDeliveryAt !== undefined;
    return {
      LatestReleaseAt: beijing((reserved ? Date.parse(StartDeliveryAt) : tx.now) + LONGEST),
    };
  },
});
