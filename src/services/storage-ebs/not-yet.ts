type Lost = Readonly<Record<string, string>>;

/** Actions that are missing together, for one reason. */
const family = (lost: string, ...actions: readonly string[]): Lost =>
  Object.fromEntries(actions.map((action) => [action, lost]));

/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Lost = {
  ...family(
    'volumes come and go with their instances: there are none apart',
    'AttachVolume',
    'CreateVolume',
    'DeleteVolume',
    'DetachVolume',
    'ReInitializeVolume',
  ),
  ...family(
    'a volume keeps its name, type, charge type and performance',
    'ModifyVolumeAttribute',
    'ModifyVolumeChargeType',
    'ModifyVolumeExtraPerformance',
    'ModifyVolumeSpec',
  ),
  ...family(
    'volumes hold no data, so there are no snapshots of it',
    'ApplyAutoSnapshotPolicy',
    'CancelAutoSnapshotPolicy',
    'CreateAutoSnapshotPolicy',
    'CreateSnapshot',
    'CreateSnapshotGroup',
    'DeleteAutoSnapshotPolicy',
    'DeleteSnapshot',
    'DeleteSnapshotGroup',
    'DescribeAutoSnapshotPolicy',
    'DescribeSnapshotChains',
    'DescribeSnapshotGroups',
    'DescribeSnapshots',
    'DescribeSnapshotsUsage',
    'ModifyAutoSnapshotPolicy',
    'ModifySnapshotAttribute',
    'ModifySnapshotGroup',
    'RollbackSnapshotGroup',
    'RollbackVolume',
  ),
  ...family('volumes bear no tags', 'CreateTags', 'DeleteTags', 'DescribeTags'),
  ...family(
    'there are no placement groups of volumes',
    'CreatePlacementGroup',
    'DeletePlacementGroup',
    'DescribePlacementGroupDetails',
    'DescribePlacementGroups',
    'ModifyPlacementGroup',
  ),
  ...family(
    'storage is not bought ahead',
    'DescribeReservedStorageCapacity',
    'ModifyReservedStorageCapacityEffectiveAt',
    'PurchaseReservedStorageCapacity',
  ),
  CalculatePriceV2: 'nothing costs anything',
  DescribeVolumeType: 'every volume type is to be had in every zone: nothing says so',
};
