import type { SdkClient } from '../support/client.ts';

/** Where a resource is, as far as an acknowledged answer or a Describe says. */
export type Whereabouts = 'free' | 'gone' | { readonly on: string };

/** A call of an action. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a Describe says of a resource that is on no way. */
export interface Seen {
  readonly place: Whereabouts;
  readonly id: string;
}

/** What a driver does with a resource of one kind, from its beginning to its end. */
export interface Life {
  readonly create: (name: string) => Call;
  /** The field of the answer that has the id. */
  readonly idField: string;
  /** Whether a creation whose answer was lost is sent again, with its ClientToken. */
  readonly repeats: boolean;
  /** How it goes on an instance, and comes off; absent for what is on none. */
  readonly moves?: {
    readonly attach: (id: string, InstanceId: string) => Call;
    readonly detach: (id: string, InstanceId: string) => Call;
  };
  readonly remove: (id: string) => Call;
  /** Undefined while it is on its way from one status to the next. */
  readonly look: (client: SdkClient, id: string, name: string) => Promise<Seen | undefined>;
  /** Refusals of what comes too early, or where another driver holds the place. */
  readonly patience: readonly string[];
}

/** A secondary interface. */
export function interfaceLife(at: { subnetId: string; groupId: string }): Life {
  const vpc = (action: string, input: Call['input']) => ({ service: 'vpc', action, input });
  return {
    create: (name) =>
      vpc('CreateNetworkInterface', {
        SubnetId: at.subnetId,
        SecurityGroupIds: [at.groupId],
        ClientToken: name,
      }),
    idField: 'NetworkInterfaceId',
    repeats: true,
    moves: {
      attach: (NetworkInterfaceId, InstanceId) =>
        vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId }),
      detach: (NetworkInterfaceId, InstanceId) =>
        vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId }),
    },
    remove: (NetworkInterfaceId) => vpc('DeleteNetworkInterface', { NetworkInterfaceId }),
    async look(client, id) {
      const input = { NetworkInterfaceId: id };
      const reply = await client.vpc('DescribeNetworkInterfaceAttributes', input);
      if (reply.code === 'InvalidEniId.NotFound') return { place: 'gone', id };
      const { Status, DeviceId } = reply.result;
      if (Status === 'Available') return { place: 'free', id };
      return Status === 'InUse' ? { place: { on: DeviceId }, id } : undefined;
    },
    patience: ['InvalidEni.InvalidStatus', 'LimitExceeded.EnisPerInstance'],
  };
}

/** A data volume. */
export function volumeLife(at: { zoneId: string }): Life {
  const ebs = (action: string, input: Call['input']) => ({ service: 'storage_ebs', action, input });
  return {
    create: (name) =>
      ebs('CreateVolume', {
        VolumeName: 'data',
        VolumeType: 'ESSD_PL0',
        Size: 20,
        ZoneId: at.zoneId,
        ClientToken: name,
      }),
    idField: 'VolumeId',
    repeats: true,
    moves: {
      attach: (VolumeId, InstanceId) => ebs('AttachVolume', { VolumeId, InstanceId }),
      detach: (VolumeId, InstanceId) => ebs('DetachVolume', { VolumeId, InstanceId }),
    },
    remove: (VolumeId) => ebs('DeleteVolume', { VolumeId }),
    async look(client, id) {
      const found = await client.ok('storage_ebs', 'DescribeVolumes', { VolumeIds: [id] });
      const [volume] = found.Volumes;
      if (volume === undefined) return { place: 'gone', id };
      if (volume.Status === 'available') return { place: 'free', id };
      return volume.Status === 'attached' ? { place: { on: volume.InstanceId }, id } : undefined;
    },
    patience: ['IncorrectDiskStatus', 'VolumeStatusForbidDelete', 'VolumeLimitExceeded'],
  };
}

/**
 * An SNAT entry of a gateway that it shares with others, so that the gateway is Pending for one of them
 * at a time. Its creation knows no ClientToken: its name says whether a lost one was carried out.
 */
export function snatEntryLife(at: {
  readonly NatGatewayId: string;
  readonly EipId: string;
  readonly SourceCidr: string;
}): Life {
  const nat = (action: string, input: Call['input']) => ({ service: 'natgateway', action, input });
  return {
    create: (SnatEntryName) => nat('CreateSnatEntry', { ...at, SnatEntryName }),
    idField: 'SnatEntryId',
    repeats: false,
    remove: (SnatEntryId) => nat('DeleteSnatEntry', { SnatEntryId }),
    async look(client, _, name) {
      const input = { NatGatewayId: at.NatGatewayId, SnatEntryName: name };
      const { SnatEntries } = await client.ok('natgateway', 'DescribeSnatEntries', input);
      const [entry] = SnatEntries;
      if (entry === undefined) return { place: 'gone', id: '' };
      return entry.Status === 'Available' ? { place: 'free', id: entry.SnatEntryId } : undefined;
    },
    // Its own last one, which is still Deleting, has the block.
    patience: [
      'InvalidNatGateway.InvalidStatus',
      'InvalidSnatEntry.InvalidStatus',
      'InvalidSourceCidr.Conflict',
    ],
  };
}
