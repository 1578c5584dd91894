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
};
