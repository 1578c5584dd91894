import type { Context } from '#core/context.ts';
import { requireQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { type InterfaceSpec, makeInterface } from '#services/vpc/network-interface/make.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { Writer } from '#store/store.ts';
import type { Image } from '#world/world.ts';
import { findImage, systemOf } from '../image/view.ts';
import { ecsRefusals } from '../refusals.ts';
import type { InstanceStatus } from './lifecycle.ts';
import { hostnameFrom } from './names.ts';
import { type InstanceOptions, optionColumns, USUAL_OPTIONS } from './options.ts';
import { makeVolumes, type VolumeSpec } from './volumes.ts';

/** An interface that is made with its instance. The subnet's row must be locked. */
export type OwnInterfaceSpec = Pick<
  InterfaceSpec,
  | 'id'
  | 'subnet'
  | 'securityGroupIds'
  | 'primaryIpAddress'
  | 'parameterPrefix'
  | 'privateIps'
  | 'ipv6'
  | 'macAddress'
  | 'name'
  | 'description'
  | 'tags'
>;

/** What a new instance is made of. What is absent takes the vendor's default. */
export interface InstanceSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly status: InstanceStatus;
  /** Need not be in the catalogue: a type may have been withdrawn. */
  readonly instanceTypeId: string;
  readonly imageId: string;
  /** Where it is not one of the world's. */
  readonly image?: Image | undefined;
  readonly projectName: string;
  /** Absent to use the id. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly hostname?: string | undefined;
  readonly primary: OwnInterfaceSpec;
  /** They end with the instance. */
  readonly secondaries?: readonly OwnInterfaceSpec[];
  readonly volumes?: readonly VolumeSpec[];
  readonly instanceChargeType?: string | undefined;
  /** When a subscription ends, in milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
  readonly spotStrategy?: string | undefined;
  readonly hpcClusterId?: string | undefined;
  readonly keyPairName?: string | undefined;
  readonly userData?: string | undefined;
  readonly httpTokens?: string | undefined;
  readonly options?: InstanceOptions | undefined;
  readonly deletionProtection?: boolean | undefined;
  /** The elastic scheduled instance (ESI) order that delivered it. */
  readonly scheduledInstanceId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

export interface MadeInstance {
  readonly id: string;
  readonly primaryInterfaceId: string;
}

/**
 * Makes an instance with its interfaces. They are Attaching while it is CREATING, and InUse in any
 * other status. It is in its primary interface's VPC, subnet and zone.
 * @throws Refused QuotaExceeded.Instance, and the refusals of making interfaces.
 */
export async function makeInstance(
  tx: Writer,
  context: Context,
  spec: InstanceSpec,
): Promise<MadeInstance> {
  const { subnet } = spec.primary;
  const id = spec.id ?? context.ids.resource(RESOURCES.instance.idPrefix, 20);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  const image = spec.image ?? findImage(context.world, spec.imageId);
  await requireQuota(tx, context, 'Instances', ecsRefusals.InstanceQuota);
  await reserveQuota(tx, owner, 'Instances', 1);
  const row = {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: subnet.vpc_id,
    subnet_id: subnet.id,
    zone_id: subnet.zone_id,
    instance_type_id: spec.instanceTypeId,
    image_id: spec.imageId,
    ...systemOf(context.world, image),
    hostname: spec.hostname ?? hostnameFrom(id, image?.osType ?? ''),
    instance_charge_type: spec.instanceChargeType ?? 'PostPaid',
    spot_strategy: spec.spotStrategy ?? 'NoSpot',
    hpc_cluster_id: spec.hpcClusterId ?? '',
    key_pair_name: spec.keyPairName ?? '',
    stopped_mode: 'KeepCharging',
    deletion_protection: spec.deletionProtection ? 1 : 0,
    scheduled_instance_id: spec.scheduledInstanceId ?? '',
    user_data: spec.userData ?? '',
    http_tokens: spec.httpTokens ?? 'optional',
    volumes: '',
    expires_at: spec.expiresAt ?? 0,
    ...USUAL_OPTIONS,
    ...optionColumns(spec.options ?? {}),
  };
  await tx.insert('instance', row);
  await makeVolumes(tx, context, row, spec.volumes ?? [], image?.sizeGiB ?? 0);
  await addTags(tx, owner, 'instance', spec.tags);
  const stay = {
    accountId: spec.accountId,
    projectName: spec.projectName,
    status: spec.status === 'CREATING' ? 'Attaching' : 'InUse',
    instanceId: id,
    deleteOnTermination: true,
    claimedElsewhere: [spec.primary, ...(spec.secondaries ?? [])].flatMap(namedAddresses),
  } as const;
  const primaryInterfaceId = await makeInterface(tx, context, {
    ...spec.primary,
    ...stay,
    type: 'primary',
  });
  for (const secondary of spec.secondaries ?? []) {
    await makeInterface(tx, context, { ...secondary, ...stay, type: 'secondary' });
  }
  return { id, primaryInterfaceId };
}

function namedAddresses({ primaryIpAddress, privateIps }: OwnInterfaceSpec): string[] {
  return [
    ...(primaryIpAddress === undefined ? [] : [primaryIpAddress]),
    ...(privateIps?.given ?? []),
  ];
}
