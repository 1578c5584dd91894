import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfList } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { pageParameters, pageResult, pagingBy, VOLUME_TYPES_A_PAGE } from '../paging.ts';
import { VOLUME_TYPES, type VolumeType } from '../volume/sizes.ts';

/** What extra performance a type can have. Source: the limits of CreateVolume; '' where it has none. */
const EXTRA: Readonly<Partial<Record<VolumeType, readonly ExtraType[]>>> = {
  ESSD_FlexPL: [
    { Id: 'Balance', MaxIops: '50000', MaxThroughput: '' },
    { Id: 'IOPS', MaxIops: '50000', MaxThroughput: '' },
    { Id: 'Throughput', MaxIops: '', MaxThroughput: '650' },
  ],
  TSSD_TL0: [{ Id: 'Throughput', MaxIops: '', MaxThroughput: '' }],
};

interface ExtraType {
  readonly Id: string;
  readonly MaxIops: string;
  /** MB/s. */
  readonly MaxThroughput: string;
}

/** Lists the types of volumes. Every type is to be had in every zone. */
export const describeVolumeType = readAction({
  name: 'DescribeVolumeType',
  summary: 'list the types of volumes',
  parameters: () =>
    z.object({
      VolumeTypeIds: list(text(64), 100).optional(),
      ZoneId: id().optional(),
      Filter: text(1024).optional(),
      OrderBy: text(64).optional(),
      ...pageParameters(),
    }),
  result: () =>
    z.object({
      VolumeTypes: z.array(
        z.object({
          Id: z.string(),
          Zones: z.array(z.string()),
          ExtraPerformanceTypes: z.array(
            z.object({ Id: z.string(), MaxIops: z.string(), MaxThroughput: z.string() }),
          ),
        }),
      ),
      ...pageResult(),
    }),
  inert: {
    Filter: 'the vendor calls it obsolete, and does not say what it was',
    OrderBy: 'the vendor calls it obsolete, and does not say what it was',
  },

  async view(_, input, { region }) {
    const { VolumeTypeIds, ZoneId } = input;
    const found = VOLUME_TYPES.filter(
      (type) =>
        (VolumeTypeIds?.includes(type) ?? true) &&
        (ZoneId === undefined || region.zones.includes(ZoneId)),
    );
    const { rows, paging } = pageOfList(
      found,
      pagingBy(VOLUME_TYPES_A_PAGE, input),
      (type) => type,
    );
    const { NextToken: _none, ...page } = paging;
    return {
      VolumeTypes: rows.map((type) => ({
        Id: type,
        Zones: [...region.zones],
        ExtraPerformanceTypes: [...(EXTRA[type] ?? [])],
      })),
      ...page,
    };
  },
});
