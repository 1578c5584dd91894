import type { Rule } from '#core/action.ts';
import { exists, inStatus, onlyWhere } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';
import { type AskedPerformance, performanceFits } from './performance.rules.ts';
import { instanceExists, instanceIsSettled, oneMoreVolume } from './volume.rules.ts';

export interface CreateFacts {
  readonly zoneId: string | undefined;
  readonly zoneExists: boolean;
  readonly instanceId: string | undefined;
  readonly instance:
    | {
        readonly id: string;
        readonly status: string;
        readonly zone_id: string;
        readonly instance_charge_type: string;
      }
    | undefined;
  /** How many volumes the instance has, and may have. */
  readonly volumes: number;
  readonly volumesAllowed: number;
  readonly chargeType: string;
  readonly size: number;
  /** The sizes that are offered, in GiB. */
  readonly sizes: { readonly least: number; readonly most: number };
  readonly performance: AskedPerformance;
  readonly snapshotId: string | undefined;
  readonly snapshot:
    | { readonly id: string; readonly status: string; readonly volume_size: number }
    | undefined;
}

const onInstance = ({ instanceId }: CreateFacts) => instanceId !== undefined;
const fromSnapshot = ({ snapshotId }: CreateFacts) => snapshotId !== undefined;

/** The preconditions of CreateVolume. Its table was not seen: codes of ours and order are ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: ebsRefusals.ZoneMissing,
    parameter: 'ZoneId',
    broken: ({ zoneId, instanceId }) => zoneId === undefined && instanceId === undefined,
    because: ({ zoneId, instanceId }) =>
      `ZoneId is ${zoneId ?? 'absent'}, InstanceId is ${instanceId ?? 'absent'}`,
  },
  {
    refusal: ebsRefusals.ZoneNotFound,
    parameter: 'ZoneId',
    broken: ({ zoneId, zoneExists }) => zoneId !== undefined && !zoneExists,
    because: ({ zoneId, zoneExists }) =>
      `${zoneId ?? 'no zone'} is ${zoneExists ? '' : 'not '}a zone of this region`,
  },
  {
    refusal: ebsRefusals.VolumeSize,
    parameter: 'Size',
    broken: ({ size, sizes }) => size < sizes.least || size > sizes.most,
    because: ({ size, sizes }) => `${size} GiB of ${sizes.least} to ${sizes.most}`,
  },
  {
    refusal: ebsRefusals.ExtraPerformance,
    parameter: 'ExtraPerformanceTypeId',
    broken: ({ performance }) => !performanceFits(performance),
    because: ({ performance: { type, volume } }) =>
      `${type ?? 'no type'} for a ${volume.type} of ${volume.size} GiB`,
  },
  onlyWhere(onInstance, instanceExists),
  onlyWhere(onInstance, instanceIsSettled),
  {
    refusal: ebsRefusals.ZoneMismatch,
    parameter: 'ZoneId',
    broken: ({ zoneId, instance }) =>
      instance && zoneId !== undefined && zoneId !== instance.zone_id,
    because: ({ zoneId, instance }) =>
      `zones: ${zoneId ?? 'none'} and ${instance?.zone_id ?? 'none'}`,
  },
  onlyWhere(onInstance, oneMoreVolume),
  {
    refusal: ebsRefusals.ChargeType,
    parameter: 'VolumeChargeType',
    broken: ({ chargeType, instance }) =>
      chargeType === 'PrePaid' && instance?.instance_charge_type !== 'PrePaid',
    because: ({ chargeType, instance }) =>
      `the volume is ${chargeType}, the instance ${instance?.instance_charge_type ?? 'absent'}`,
  },
  onlyWhere(fromSnapshot, exists(ebsRefusals.SnapshotNotFound, 'snapshot', 'snapshot')),
  onlyWhere(
    fromSnapshot,
    inStatus(ebsRefusals.SnapshotStatus, 'snapshot', 'snapshot', ['available']),
  ),
  {
    refusal: ebsRefusals.VolumeSize,
    parameter: 'Size',
    broken: ({ size, snapshot }) => snapshot && size < snapshot.volume_size,
    because: ({ size, snapshot }) =>
      `${size} GiB, and the snapshot has ${snapshot?.volume_size ?? '?'}`,
  },
];
