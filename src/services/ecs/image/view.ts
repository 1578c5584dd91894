import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import type { ImageRow } from '#store/schema/image.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Image, World } from '#world/world.ts';

/** What all images of the world have in common. */
export const IMAGE = {
  status: 'available',
  visibility: 'public',
  isSupportCloudInit: true,
  isLts: false,
} as const;

/** An image as DescribeImages answers it. Source: the SDK's types. */
export const imageResult = () =>
  z.object({
    ImageId: z.string(),
    ImageName: z.string(),
    Description: z.string(),
    Architecture: z.string(),
    OsName: z.string(),
    OsType: z.string(),
    Platform: z.string(),
    PlatformVersion: z.string(),
    Kernel: z.string(),
    BootMode: z.string(),
    Size: z.int(),
    VirtualSize: z.number(),
    Status: z.string(),
    Visibility: z.string(),
    ShareStatus: z.string(),
    ImageOwnerId: z.string(),
    IsSupportCloudInit: z.boolean(),
    IsInstallRunCommandAgent: z.boolean(),
    IsLTS: z.boolean(),
    LicenseType: z.string(),
    LifecycleStatus: z.string(),
    ProductCode: z.string(),
    MarketplaceImageBillType: z.int(),
    ProjectName: z.string(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    Snapshots: z.array(z.object({ SnapshotId: z.string(), Size: z.int(), VolumeKind: z.string() })),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
    DetectionResults: z.object({
      DetectionStatus: z.string(),
      Items: z.array(
        z.object({
          Name: z.string(),
          Result: z.string(),
          RiskCode: z.string(),
          RiskLevel: z.string(),
        }),
      ),
    }),
  });

/** The columns of an instance that tell its system where its image is not one of the world's. */
export function systemOf(
  world: World,
  image: Image | undefined,
): Pick<InstanceRow, 'os_name' | 'os_type'> {
  const own = image !== undefined && findImage(world, image.id) === undefined;
  return { os_name: own ? image.osName : '', os_type: own ? image.osType : '' };
}

/** Linux or Windows; '' where the image of the instance is not known. */
export const osTypeOf = (
  world: World,
  { os_type, image_id }: Pick<InstanceRow, 'os_type' | 'image_id'>,
): string => os_type || (findImage(world, image_id)?.osType ?? '');

export function findImage(world: World, id: string): Image | undefined {
  return world.images.find((image) => image.id === id);
}

/** A custom image in the form of the world's. */
export function imageOf(row: ImageRow): Image {
  return {
    id: row.id,
    name: row.name,
    osName: row.os_name,
    osType: row.os_type,
    platform: row.platform,
    platformVersion: row.platform_version,
    architecture: row.architecture,
    sizeGiB: row.size,
  };
}

/** A custom image: `accountId` is who asks. */
export function viewCustomImage(
  row: ImageRow,
  accountId: string,
  tags: readonly Tag[],
  shares: number,
): z.infer<ReturnType<typeof imageResult>> {
  const own = row.account_id === accountId;
  return {
    ...viewImage(imageOf(row)),
    Description: row.description,
    BootMode: row.boot_mode,
    Status: row.status,
    Visibility: own ? 'private' : 'shared',
    ShareStatus: own && shares > 0 ? 'HasShared' : '',
    ImageOwnerId: row.account_id,
    LicenseType: row.license_type,
    ProjectName: own ? row.project_name : '',
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    Snapshots:
      row.snapshot_id === ''
        ? []
        : [{ SnapshotId: row.snapshot_id, Size: row.size, VolumeKind: 'system' }],
    Tags: own ? [...tags] : [],
    DetectionResults: { DetectionStatus: row.detection_status, Items: [] },
  };
}

export function viewImage(image: Image): z.infer<ReturnType<typeof imageResult>> {
  return {
    ImageId: image.id,
    ImageName: image.name,
    Description: '',
    Architecture: image.architecture,
    OsName: image.osName,
    OsType: image.osType,
    Platform: image.platform,
    PlatformVersion: image.platformVersion,
    Kernel: '',
    BootMode: '',
    Size: image.sizeGiB,
    VirtualSize: image.sizeGiB,
    Status: IMAGE.status,
    Visibility: IMAGE.visibility,
    ShareStatus: '',
    ImageOwnerId: '',
    IsSupportCloudInit: IMAGE.isSupportCloudInit,
    IsInstallRunCommandAgent: false,
    IsLTS: IMAGE.isLts,
    LicenseType: '',
    LifecycleStatus: '',
    ProductCode: '',
    MarketplaceImageBillType: 0,
    ProjectName: '',
    CreatedAt: '',
    UpdatedAt: '',
    Snapshots: [],
    Tags: [],
    DetectionResults: { DetectionStatus: '', Items: [] },
  };
}
