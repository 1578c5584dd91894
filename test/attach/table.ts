/** A row of the page's error table, by its place in the order in which the rows are tried. */
export type Row = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * The refusals of AttachNetworkInterface as its reference page words them. Written out here, and
 * not taken from the refusals that Tenon answers with.
 */
export const TABLE: Readonly<Record<Row, Expected>> = {
  1: {
    status: 404,
    code: 'InvalidEniId.NotFound',
    message: 'The specified elastic network interface does not exist.',
  },
  2: {
    status: 403,
    code: 'Forbidden',
    message:
      'You are not authorized to perform operations on the specified elastic network interface. The specified elastic network interface is a service-managed elastic network interface.',
  },
  3: {
    status: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The specified instance does not exist.',
  },
  4: {
    status: 403,
    code: 'Forbidden',
    message: 'You are not authorized to perform operations on ESI related resources.',
  },
  5: {
    status: 400,
    code: 'InvalidEni.AccountMismatch',
    message: 'The specified elastic network interface and instance are in different account.',
  },
  6: {
    status: 400,
    code: 'InvalidEni.InvalidStatus',
    message:
      'The specified elastic network interface is not in the correct status for the request.',
  },
  7: {
    status: 400,
    code: 'InvalidInstance.InvalidStatus',
    message: 'The specified instance is not in the correct status for the request.',
  },
  8: {
    status: 400,
    code: 'InvalidInstance.InvalidType',
    message: 'The specified instance type is invalid for the request.',
  },
  9: {
    status: 409,
    code: 'InvalidOperation.Conflict',
    message: 'The specified resource operation conflicts.',
  },
  10: {
    status: 400,
    code: 'InvalidEni.ZoneMismatch',
    message:
      'The specified elastic network interface and instance are in different Available Zones.',
  },
  11: {
    status: 400,
    code: 'InvalidEni.IPv4ToIPv6OnlyInstance',
    message: 'Attaching IPv4 ENI to IPv6 only instance is not supported.',
  },
  12: {
    status: 400,
    code: 'LimitExceeded.EnisPerInstance',
    message:
      "You've reached the limit on the number of elastic network interfaces that can be attached to a single instance.",
  },
  13: {
    status: 400,
    code: 'LimitExceeded.PrivateIpsPerEni',
    message:
      "You've reached the limit on the number of private IPs per elastic network interface that you can create.",
  },
  14: {
    status: 400,
    code: 'LimitExceeded.Ipv6AddressesPerEni',
    message:
      'The number of IPv6 addresses for a specified network interface exceeds the limit for the type of instance you are attaching.',
  },
  15: {
    status: 400,
    code: 'InvalidEip.InvalidStatus',
    message: 'The specified elastic ip is not in the correct status for the request.',
  },
};

export const ROWS = Object.keys(TABLE).map(Number) as readonly Row[];
