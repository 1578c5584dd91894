import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { commonRefusals } from '#core/common-refusals.ts';
import { ownerOf } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, integer, list, text, word } from '#core/parameters.ts';
import { findVolumes } from '#services/ecs/instance/volume-rows.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { viewVolume, volumeResult } from './view.ts';

const STATUSES = [
  'available',
  'attaching',
  'attached',
  'detaching',
  'creating',
  'deleting',
  'error',
  'extending',
];

const parameters = z.object({
  VolumeIds: list(id(), 100).optional(),
  VolumeName: text(128).optional(),
  VolumeStatus: word(...STATUSES).optional(),
  VolumeType: word('PTSSD', 'ESSD_PL0', 'ESSD_FlexPL', 'TSSD_TL0').optional(),
  InstanceId: id().optional(),
  Kind: z.enum(['system', 'data']).optional(),
  ZoneId: id().optional(),
  ProjectName: text(64).optional(),
  BillingType: integer(0, 100).optional(),
  TagFilters: tagFilters().optional(),
  SysTagVisible: flag().optional(),
  ...pagingParameters,
});

/** Lists the volumes of the caller's instances; conditions are ANDed. Terraform reads it with each instance. */
export const describeVolumes = readAction({
  name: 'DescribeVolumes',
  summary: 'list the volumes of instances',
  parameters,
  result: z.object({ Volumes: z.array(volumeResult), ...pagingResult }),
  inert: { SysTagVisible: 'there are no system tags here' },
  refusals: [commonRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const found = await findVolumes(tx, ownerOf(context), {
      volumeIds: input.VolumeIds,
      instanceId: input.InstanceId,
      zoneId: input.ZoneId,
      projectName: input.ProjectName,
    });
    const volumes = found.map(viewVolume).filter((volume) => matches(volume, input));
    const page = pageOfList(volumes, paging, placeOf);
    return { Volumes: page.rows, ...page.paging };
  },
});

/** By instance, the system volume first. */
function placeOf({ InstanceId, Kind, VolumeId }: ReturnType<typeof viewVolume>): string {
  return `${InstanceId} ${Kind === 'system' ? 0 : 1} ${VolumeId}`;
}

function matches(
  volume: ReturnType<typeof viewVolume>,
  input: z.infer<typeof parameters>,
): boolean {
  const is = (asked: unknown, actual: unknown) => asked === undefined || asked === actual;
  return (
    is(input.VolumeName, volume.VolumeName) &&
    is(input.VolumeStatus, volume.Status) &&
    is(input.VolumeType, volume.VolumeType) &&
    is(input.Kind, volume.Kind) &&
    is(input.BillingType, volume.BillingType) &&
    // Volumes bear no tags.
    input.TagFilters === undefined
  );
}
