import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { type Tag, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { ScheduledInstanceRow } from '#store/schema/scheduled-instance.ts';
import type { Reader } from '#store/store.ts';
import type { RunInput } from '../instance/run.parameters.ts';
import { existing } from './rows.ts';

const eipAddress = () =>
  z.object({
    BandwidthMbps: z.int(),
    BandwidthPackageId: z.string(),
    ChargeType: z.string(),
    ISP: z.string(),
    ReleaseWithInstance: z.boolean(),
    SecurityProtectionInstanceId: z.string(),
    SecurityProtectionTypes: z.array(z.string()),
  });

const instanceConfig = () =>
  z.object({
    InstanceName: z.string(),
    Description: z.string(),
    HostName: z.string(),
    ImageId: z.string(),
    InstanceTypeId: z.string(),
    ZoneId: z.string(),
    KeyPairName: z.string(),
    ProjectName: z.string(),
    HpcClusterId: z.string(),
    EipAddress: eipAddress(),
    NetworkInterfacesRes: z.array(
      z.object({ SubnetId: z.string(), SecurityGroupIds: z.array(z.string()) }),
    ),
    Volumes: z.array(z.object({ Kind: z.string(), Size: z.int(), VolumeType: z.string() })),
    Tags: z.array(tagResult()),
  });

/** An order as DescribeScheduledInstances answers it. Source: the SDK's types. */
export const orderResult = () =>
  z.object({
    ScheduledInstanceId: z.string(),
    ScheduledInstanceName: z.string(),
    ScheduledInstanceDescription: z.string(),
    Status: z.string(),
    ElasticScheduledInstanceType: z.string(),
    DeliveryType: z.string(),
    ZoneId: z.string(),
    ProjectName: z.string(),
    Count: z.int(),
    DeliveryCount: z.int(),
    ReleaseCount: z.int(),
    StartDeliveryAt: z.string(),
    EndDeliveryAt: z.string(),
    AutoReleaseAt: z.string(),
    InvalidAt: z.string(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    InstanceConfig: instanceConfig(),
    Tags: z.array(tagResult()),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewOrders(
  tx: Reader,
  rows: readonly ScheduledInstanceRow[],
): Promise<z.infer<ReturnType<typeof orderResult>>[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  const there = await existing(tx, rows.flatMap(deliveredBy));
  return rows.map((row) => view(row, there, tags.get(row.id) ?? []));
}

const deliveredBy = ({ delivered }: ScheduledInstanceRow) => JSON.parse(delivered) as string[];

function view(
  row: ScheduledInstanceRow,
  there: ReadonlySet<string>,
  tags: Tag[],
): z.infer<ReturnType<typeof orderResult>> {
  const delivered = deliveredBy(row);
  const at = (time: number) => (time === 0 ? '' : beijing(time));
  return {
    ScheduledInstanceId: row.id,
    ScheduledInstanceName: row.name,
    ScheduledInstanceDescription: row.description,
    Status: row.status,
    ElasticScheduledInstanceType: row.type,
    DeliveryType: row.delivery_type,
    ZoneId: row.zone_id,
    ProjectName: row.project_name,
    Count: row.wanted,
    DeliveryCount: delivered.length,
    ReleaseCount: delivered.filter((id) => !there.has(id)).length,
    StartDeliveryAt: at(row.start_delivery_at),
    EndDeliveryAt: at(row.end_delivery_at),
    AutoReleaseAt: at(row.auto_release_at),
    InvalidAt: at(row.invalid_at),
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    InstanceConfig: viewLaunch(JSON.parse(row.launch) as RunInput),
    Tags: tags,
  };
}

function viewLaunch(launch: RunInput): z.infer<ReturnType<typeof instanceConfig>> {
  const eip = launch.EipAddress;
  return {
    InstanceName: launch.InstanceName,
    Description: launch.Description ?? '',
    HostName: launch.Hostname ?? '',
    ImageId: launch.ImageId,
    InstanceTypeId: launch.InstanceTypeId ?? '',
    ZoneId: launch.ZoneId,
    KeyPairName: launch.KeyPairName ?? '',
    ProjectName: launch.ProjectName,
    HpcClusterId: launch.HpcClusterId ?? '',
    EipAddress: {
      BandwidthMbps: eip?.BandwidthMbps ?? (eip ? 1 : 0),
      BandwidthPackageId: eip?.BandwidthPackageId ?? '',
      ChargeType: eip?.ChargeType ?? '',
      ISP: eip?.ISP ?? '',
      ReleaseWithInstance: eip?.ReleaseWithInstance ?? false,
      SecurityProtectionInstanceId: String(eip?.SecurityProtectionInstanceId ?? ''),
      SecurityProtectionTypes: eip?.SecurityProtectionTypes ?? [],
    },
    NetworkInterfacesRes: launch.NetworkInterfaces.map(({ SubnetId, SecurityGroupIds }) => ({
      SubnetId,
      SecurityGroupIds,
    })),
    Volumes: (launch.Volumes ?? []).map(({ Size = 0, VolumeType = 'ESSD_PL0' }, index) => ({
      Kind: index === 0 ? 'system' : 'data',
      Size,
      VolumeType,
    })),
    Tags: launch.Tags ?? [],
  };
}
