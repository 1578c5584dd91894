import * as z from 'zod';
import type { Image, World } from '#world/world.ts';

/** What all images of the world have in common. */
export const IMAGE = {
  status: 'available',
  visibility: 'public',
  isSupportCloudInit: true,
  isLts: false,
} as const;

/** An image as DescribeImages answers it. Source: the SDK's types. */
export const imageResult = z.object({
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

export function findImage(world: World, id: string): Image | undefined {
  return world.images.find((image) => image.id === id);
}

export function viewImage(image: Image): z.infer<typeof imageResult> {
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
