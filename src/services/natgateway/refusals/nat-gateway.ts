import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about NAT gateways. Source: DeleteNatGateway, docs 6404/79666, and DeleteSnatEntry,
 * unless said otherwise.
 */
export const natGatewayRefusals = {
  /** Of the message only the beginning was seen. */
  NatGatewayNotFound: {
    http: 404,
    code: 'InvalidNatGateway.NotFound',
    message: 'The specified NAT gateway does not exist.',
    source: 'documented',
  },
  NatGatewayInvalidStatus: {
    http: 400,
    code: 'InvalidNatGateway.InvalidStatus',
    message: 'The specified NAT gateway is not in the correct status for the request.',
    source: 'documented',
  },
  /** Documented with `EIP`. */
  NatGatewayInUse: {
    http: 400,
    code: 'InvalidNatGateway.InUse',
    message: 'The specified NAT gateway has dependent resource of %s.',
    source: 'documented',
  },
  NatGatewaySubscribed: {
    http: 400,
    code: 'InvalidNatGateway.InvalidBillingType',
    message: 'The specified NAT gateway is not in the correct billing type for the request.',
    source: 'documented',
  },
  NatGatewayNetworkType: {
    http: 400,
    code: 'InvalidNatGateway.InvalidNetworkType',
    message: 'The specified NAT gateway is not of the correct network type for the request.',
    source: 'ours',
  },
  BillingTypeMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type is malformed.',
    source: 'ours',
  },
  PeriodMalformed: {
    http: 400,
    code: 'InvalidPeriod.Malformed',
    message: 'The specified period is malformed.',
    source: 'ours',
  },
  SubnetVpcMismatch: {
    http: 400,
    code: 'InvalidSubnet.VpcMismatch',
    message: 'The specified subnet and VPC do not match.',
    source: 'ours',
  },
  /** The precondition is documented: docs 6404/79662. */
  DefaultRouteConflict: {
    http: 400,
    code: 'InvalidVpc.RouteConflict',
    message:
      'The system route table of the specified VPC has a route entry to 0.0.0.0/0. Delete it before the first NAT gateway is created.',
    source: 'ours',
  },
  NatGatewaysPerVpc: {
    http: 400,
    code: 'QuotaExceeded.NatGateway',
    message: "You've reached the limit on the number of NAT gateways per VPC.",
    source: 'ours',
  },
  EipsPerNatGateway: {
    http: 400,
    code: 'QuotaExceeded.NatGatewayEip',
    message: "You've reached the limit on the number of elastic ips per NAT gateway.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
