import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about route tables and their entries. Source: AssociateRouteTable, docs 6401/70769,
 * unless said otherwise.
 */
export const routeRefusals = {
  RouteTableVpcMismatch: {
    http: 400,
    code: 'InvalidRouteTable.VpcMismatch',
    message: 'The specified route table and subnet are in different VPC.',
    source: 'documented',
  },
  RouteTableAssociateType: {
    http: 400,
    code: 'InvalidRouteTableAssociateType.Malformed',
    message: 'The specified route table associate type is malformed.',
    source: 'documented',
  },
  RouteTableNotFound: {
    http: 404,
    code: 'InvalidRouteTable.NotFound',
    message: 'The specified route table does not exist.',
    source: 'ours',
  },
  RouteTableInUse: {
    http: 400,
    code: 'InvalidRouteTable.InUse',
    message: 'The specified route table has dependent resource of %s.',
    source: 'ours',
  },
  RouteTableIsSystem: {
    http: 400,
    code: 'InvalidRouteTable.InvalidType',
    message:
      'The specified route table is the system route table of its VPC, which goes with the VPC.',
    source: 'ours',
  },
  RouteTableSubnetMismatch: {
    http: 400,
    code: 'InvalidRouteTable.SubnetMismatch',
    message: 'The specified route table is not associated with the specified subnet.',
    source: 'ours',
  },
  RouteTableQuota: {
    http: 400,
    code: 'QuotaExceeded.RouteTable',
    message: "You've reached the limit on the number of route tables per VPC.",
    source: 'ours',
  },
  GatewayUnsupported: {
    http: 400,
    code: 'InvalidGatewayType.NotSupport',
    message:
      'The specified gateway type %s does not support this operation. Tenon associates route tables with subnets only.',
    source: 'ours',
  },
  RouteEntryNotFound: {
    http: 404,
    code: 'InvalidRouteEntry.NotFound',
    message: 'The specified route entry does not exist.',
    source: 'ours',
  },
  RouteEntryInvalidStatus: {
    http: 400,
    code: 'InvalidRouteEntry.InvalidStatus',
    message: 'The specified route entry is not in the correct status for the request.',
    source: 'ours',
  },
  RouteEntryConflict: {
    http: 400,
    code: 'InvalidDestinationCidrBlock.Conflict',
    message: 'The specified destination cidr block conflicts with %s.',
    source: 'ours',
  },
  RouteEntryQuota: {
    http: 400,
    code: 'QuotaExceeded.RouteEntry',
    message: "You've reached the limit on the number of custom route entries per route table.",
    source: 'ours',
  },
  NextHopUnsupported: {
    http: 400,
    code: 'InvalidNextHopType.NotSupport',
    message:
      'The specified next hop type %s does not support this operation. Tenon routes to %s only.',
    source: 'ours',
  },
  NextHopNotFound: {
    http: 404,
    code: 'InvalidNextHop.NotFound',
    message: 'The specified next hop does not exist.',
    source: 'ours',
  },
  NextHopInvalidStatus: {
    http: 400,
    code: 'InvalidNextHop.InvalidStatus',
    message: 'The specified next hop is not in the correct status for the request.',
    source: 'ours',
  },
  NextHopVpcMismatch: {
    http: 400,
    code: 'InvalidNextHop.VpcMismatch',
    message: 'The specified route table and next hop are in different VPC.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
