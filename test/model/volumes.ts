import type { Instance, Model, Snapshot, Volume } from './state.ts';
import {
  anInstance,
  aSnapshot,
  aVolume,
  type Named,
  owns,
  type Picker,
  type Plan,
} from './step.ts';
import { type Account, ZONE_A, ZONE_B } from './world.ts';

const VOLUMES_PER_INSTANCE = 16;

/** The sizes that are offered of each type, in GiB. */
const SIZES: Readonly<Record<string, { least: number; most: number; mostSystem: number }>> = {
  ESSD_PL0: { least: 10, most: 65_536, mostSystem: 2048 },
  TSSD_TL0: { least: 40, most: 65_536, mostSystem: 2048 },
  PTSSD: { least: 20, most: 8192, mostSystem: 500 },
};

const isAvailable = ({ status }: { readonly status: string }): boolean => status === 'available';

export const isSettled = ({ status }: Volume): boolean =>
  status === 'available' || status === 'attached';

const isDetachable = ({ status, kind, instance }: Volume): boolean =>
  status === 'attached' && kind === 'data' && instance !== undefined && serves(instance);

/** Most often a volume that is in no transition. */
export function aRatherSettledVolume(model: Model, pick: Picker): Named<Volume> {
  const settled = !pick.once(6);
  return aVolume(model, pick, (each) => isSettled(each) === settled);
}

/** An instance whose volumes may change. */
const serves = ({ status }: Instance): boolean => ['RUNNING', 'STOPPED'].includes(status);

export const hasFreeVolume = (model: Model, account: Account): boolean =>
  owns(model.volumes, account, isAvailable);
export const hasDetachableVolume = (model: Model, account: Account): boolean =>
  owns(model.volumes, account, isDetachable);

/** An instance that may have one more volume, and now and then one that has all it may have. */
function aHost(
  model: Model,
  pick: Picker,
  suits: (instance: Instance) => boolean = serves,
): Named<Instance> {
  const full = pick.once(3) && [...model.instances.values()].some((each) => isFull(model, each));
  return anInstance(
    model,
    pick,
    (each) => serves(each) && suits(each) && isFull(model, each) === full,
  );
}

/** Sizes come as a number or as a text. */
const asAsked = (size: number, pick: Picker): number | string =>
  pick.once(2) ? size : String(size);

interface AskedNewVolume {
  readonly zoneId: string | undefined;
  readonly type: string;
  readonly size: number;
  readonly place: Named<Instance> | undefined;
  readonly prePaid: boolean;
  readonly source: Named<Snapshot> | undefined;
}

export const createVolume: Plan = (model, pick) => {
  const { account } = pick;
  const wanted = aNewVolume(model, pick);
  const { zoneId, type, size, place, prePaid, source } = wanted;
  return {
    service: 'storage_ebs',
    action: 'CreateVolume',
    input: {
      VolumeName: 'model',
      VolumeType: type,
      Size: asAsked(size, pick),
      ...(zoneId !== undefined && { ZoneId: zoneId }),
      ...(place && { InstanceId: place.id }),
      ...(source && { SnapshotId: source.id }),
      ...(prePaid && { VolumeChargeType: 'PrePaid' }),
    },
    code: createRefusal(model, wanted),
    done({ VolumeId }) {
      const instance = place?.own;
      const volume: Volume = {
        ...{ id: VolumeId, account, status: '', turn: 0 },
        ...{ kind: 'data', type, size, name: 'model', deleteWithInstance: false, instance },
        zoneId: instance?.subnet.zoneId ?? zoneId ?? '',
        snapshotId: source?.id ?? '',
      };
      model.volumes.set(VolumeId, volume);
      model.begin(volume, 'creating', instance ? 'volume.create-attached' : 'volume.create', () =>
        settle(volume),
      );
    },
  };
};

function aNewVolume(model: Model, pick: Picker): AskedNewVolume {
  const place = pick.once(2) ? aHost(model, pick) : undefined;
  const source = pick.once(model.snapshots.size > 0 ? 3 : 12)
    ? aSnapshot(model, pick, isAvailable)
    : undefined;
  const somewhere = pick.once(12) ? 'zone-none' : pick.one([ZONE_A, ZONE_A, ZONE_B]);
  const near = pick.one([place?.found?.subnet.zoneId, undefined]);
  return {
    zoneId: pick.once(12) ? undefined : place && !pick.once(6) ? near : somewhere,
    type: pick.one(Object.keys(SIZES)) ?? '',
    size: (pick.once(12) ? pick.one([9, 9000, 70_000]) : pick.one([20, 40, 60])) ?? 20,
    place,
    prePaid: pick.once(25),
    source,
  };
}

function createRefusal(model: Model, wanted: AskedNewVolume): string {
  const { zoneId, type, size, place, prePaid, source } = wanted;
  if (zoneId === undefined && place === undefined) return 'MissingZoneID';
  if (zoneId !== undefined && ![ZONE_A, ZONE_B].includes(zoneId)) return 'ZoneNotFound';
  const { least = 0, most = 0 } = SIZES[type] ?? {};
  if (size < least || size > most) return 'InvalidSize.Malformed';
  const instance = place?.own;
  if (place) {
    if (instance === undefined) return 'InstanceNotFound';
    if (!serves(instance)) return 'IncorrectInstanceStatus';
    const near = zoneId === undefined || zoneId === instance.subnet.zoneId;
    if (!near) return 'VolumeZoneMismatch';
    if (isFull(model, instance)) return 'VolumeLimitExceeded';
  }
  // No instance of these runs has a subscription.
  if (prePaid) return 'ErrorInvalidEcsChargeType';
  if (source === undefined) return '';
  if (source.own === undefined) return 'SnapshotNotFound';
  if (!isAvailable(source.own)) return 'IncorrectSnapshotStatus';
  return size < source.own.size ? 'InvalidSize.Malformed' : '';
}

const isFull = (model: Model, instance: Instance): boolean =>
  model.volumesOn(instance).length >= VOLUMES_PER_INSTANCE;

/** A volume is free or on its instance again. */
function settle(volume: Volume): void {
  volume.status = volume.instance ? 'attached' : 'available';
}

export const attachVolume: Plan = (model, pick) => {
  const named = aVolume(model, pick, isAvailable);
  const volume = named.own;
  const near = ({ subnet }: Instance) => subnet.zoneId === named.found?.zoneId;
  const place = aHost(model, pick, near);
  const deleteWithInstance = pick.one([true, false, undefined]);
  return {
    service: 'storage_ebs',
    action: 'AttachVolume',
    input: {
      VolumeId: named.id,
      InstanceId: place.id,
      ...(deleteWithInstance !== undefined && { DeleteWithInstance: deleteWithInstance }),
    },
    code: attachRefusal(model, volume, place.own),
    done() {
      if (volume === undefined) return;
      volume.instance = place.own;
      volume.deleteWithInstance = deleteWithInstance ?? volume.deleteWithInstance;
      model.begin(volume, 'attaching', 'volume.attach', () => settle(volume));
    },
  };
};

function attachRefusal(
  model: Model,
  volume: Volume | undefined,
  instance: Instance | undefined,
): string {
  if (volume === undefined) return 'VolumeNotFound';
  if (instance === undefined) return 'InstanceNotFound';
  if (!isAvailable(volume)) return 'IncorrectDiskStatus';
  if (!serves(instance)) return 'IncorrectInstanceStatus';
  if (volume.zoneId !== instance.subnet.zoneId) return 'VolumeZoneMismatch';
  return isFull(model, instance) ? 'VolumeLimitExceeded' : '';
}

export const detachVolume: Plan = (model, pick) => {
  const system = pick.once(8);
  const suits = (each: Volume) => (system ? each.kind === 'system' : isDetachable(each));
  const named = aVolume(model, pick, suits);
  const volume = named.own;
  const host = named.found?.instance;
  const place = anInstance(model, pick, (each) => each === host);
  // Terraform writes it in lower case.
  const key = pick.once(12) ? undefined : pick.one(['InstanceId', 'instanceId']);
  return {
    service: 'storage_ebs',
    action: 'DetachVolume',
    input: { VolumeId: named.id, ...(key !== undefined && { [key]: place.id }) },
    code: key === undefined ? 'MissingParameter' : detachRefusal(volume, place.own),
    done() {
      if (volume === undefined) return;
      model.begin(volume, 'detaching', 'volume.detach', () => model.freeVolume(volume));
    },
  };
};

function detachRefusal(volume: Volume | undefined, instance: Instance | undefined): string {
  if (volume === undefined) return 'VolumeNotFound';
  if (instance === undefined) return 'InstanceNotFound';
  if (volume.status !== 'attached') return 'IncorrectDiskStatus';
  if (volume.instance !== instance) return 'VolumeNotAttached';
  if (volume.kind === 'system') return 'SystemVolumeUnsupported';
  return serves(instance) ? '' : 'IncorrectInstanceStatus';
}

export const extendVolume: Plan = (model, pick) => {
  const named = aRatherSettledVolume(model, pick);
  const volume = named.own;
  const { size: now = 20, kind } = named.found ?? {};
  const [smaller, larger] = [now - 1, now + 10];
  const tooLarge = kind === 'system' ? 2049 : 70_000;
  const size = pick.one([smaller, now, larger, larger, larger, tooLarge]) ?? now;
  return {
    service: 'storage_ebs',
    action: 'ExtendVolume',
    input: { VolumeId: named.id, NewSize: asAsked(size, pick) },
    code: extendRefusal(volume, size),
    done() {
      if (volume === undefined || volume.size === size) return;
      volume.size = size;
      const kind = volume.instance ? 'volume.extend-attached' : 'volume.extend';
      model.begin(volume, 'extending', kind, () => settle(volume));
    },
  };
};

function extendRefusal(volume: Volume | undefined, size: number): string {
  if (volume === undefined) return 'VolumeNotFound';
  if (!isSettled(volume)) return 'IncorrectDiskStatus';
  if (volume.instance && !serves(volume.instance)) return 'IncorrectInstanceStatus';
  if (size < volume.size) return 'InvalidNewSize.Malformed';
  const { most = 0, mostSystem = 0 } = SIZES[volume.type] ?? {};
  return size > (volume.kind === 'system' ? mostSystem : most) ? 'LimitExceeded.VolumeSize' : '';
}

export const modifyVolume: Plan = (model, pick) => {
  const deleting = pick.once(6);
  const suits = ({ status }: Volume) => (status === 'deleting') === deleting;
  const named = aVolume(model, pick, suits);
  const volume = named.own;
  const name = pick.one(['renamed', undefined]);
  const deleteWithInstance = pick.one([true, false, undefined]);
  return {
    service: 'storage_ebs',
    action: 'ModifyVolumeAttribute',
    input: {
      VolumeId: named.id,
      ...(name !== undefined && { VolumeName: name }),
      ...(deleteWithInstance !== undefined && { DeleteWithInstance: deleteWithInstance }),
    },
    code: modifyRefusal(volume),
    done() {
      if (volume === undefined) return;
      volume.name = name ?? volume.name;
      volume.deleteWithInstance = deleteWithInstance ?? volume.deleteWithInstance;
    },
  };
};

function modifyRefusal(volume: Volume | undefined): string {
  if (volume === undefined) return 'VolumeNotFound';
  return volume.status === 'deleting' ? 'IncorrectDiskStatus' : '';
}

export const deleteVolume: Plan = (model, pick) => {
  const refused = pick.once(6);
  const named = aVolume(model, pick, (each) => isAvailable(each) !== refused);
  const volume = named.own;
  return {
    service: 'storage_ebs',
    action: 'DeleteVolume',
    input: { VolumeId: named.id },
    code: deleteRefusal(volume),
    done() {
      if (volume === undefined) return;
      model.begin(volume, 'deleting', 'volume.delete', () => model.removeVolume(volume));
    },
  };
};

/** The code depends on whether the volume is on an instance. */
function deleteRefusal(volume: Volume | undefined): string {
  if (volume === undefined) return 'VolumeNotFound';
  if (volume.instance) return 'IncorrectDiskStatus';
  return isAvailable(volume) ? '' : 'VolumeStatusForbidDelete';
}
