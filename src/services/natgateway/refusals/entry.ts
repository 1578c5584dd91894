import type { Refusal } from '#core/refusal.ts';

/** Refusals about SNAT and DNAT entries. The tables of their create pages were not seen. */
export const entryRefusals = {
  /** Source: DeleteSnatEntry. */
  SnatEntryNotFound: {
    http: 404,
    code: 'InvalidSnatEntry.NotFound',
    message: 'The specified snat entry does not exist.',
    source: 'documented',
  },
  SnatEntryInvalidStatus: {
    http: 400,
    code: 'InvalidSnatEntry.InvalidStatus',
    message: 'The specified snat entry is not in the correct status for the request.',
    source: 'ours',
  },
  /** That equal blocks are refused is documented: CreateSnatEntry. */
  SourceConflict: {
    http: 400,
    code: 'InvalidSourceCidr.Conflict',
    message: 'The specified source cidr block conflicts with the snat entry %s.',
    source: 'ours',
  },
  SnatEntryQuota: {
    http: 400,
    code: 'QuotaExceeded.SnatEntry',
    message: "You've reached the limit on the number of snat entries per NAT gateway.",
    source: 'ours',
  },
  EipsPerSnatEntry: {
    http: 400,
    code: 'QuotaExceeded.SnatEntryEip',
    message: "You've reached the limit on the number of elastic ips per snat entry.",
    source: 'ours',
  },
  EipIdMalformed: {
    http: 400,
    code: 'InvalidEipId.Malformed',
    message: 'The specified EipId is malformed.',
    source: 'ours',
  },
  DnatEntryNotFound: {
    http: 404,
    code: 'InvalidDnatEntry.NotFound',
    message: 'The specified dnat entry does not exist.',
    source: 'ours',
  },
  DnatEntryInvalidStatus: {
    http: 400,
    code: 'InvalidDnatEntry.InvalidStatus',
    message: 'The specified dnat entry is not in the correct status for the request.',
    source: 'ours',
  },
  DnatEntryQuota: {
    http: 400,
    code: 'QuotaExceeded.DnatEntry',
    message: "You've reached the limit on the number of dnat entries per NAT gateway.",
    source: 'ours',
  },
  ExternalIpNotOnGateway: {
    http: 400,
    code: 'InvalidExternalIp.InstanceMismatch',
    message: 'The specified external ip is not on the specified NAT gateway.',
    source: 'ours',
  },
  ExternalPortConflict: {
    http: 400,
    code: 'InvalidExternalPort.Conflict',
    message: 'The specified external port conflicts with the dnat entry %s.',
    source: 'ours',
  },
  PortsMismatch: {
    http: 400,
    code: 'InvalidInternalPort.Mismatch',
    message: 'The specified external port and internal port do not have the same number of ports.',
    source: 'ours',
  },
  PortTypeMismatch: {
    http: 400,
    code: 'InvalidPortType.Mismatch',
    message: 'The specified port type does not match the specified ports.',
    source: 'ours',
  },
  InternalIpMalformed: {
    http: 400,
    code: 'InvalidInternalIp.Malformed',
    message: 'The specified internal ip is malformed.',
    source: 'ours',
  },
  /** That such an address has no EIP of its own is documented: CreateDnatEntry. */
  InternalIpHasEip: {
    http: 400,
    code: 'InvalidInternalIp.EipAssociated',
    message: 'The specified internal ip is associated with an elastic ip of its own.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
