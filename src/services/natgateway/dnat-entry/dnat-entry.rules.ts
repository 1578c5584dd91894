import type { Rule } from '#core/action.ts';
import { exists, inStatus } from '#core/common.rules.ts';
import type { DnatEntryRow } from '#store/schema/nat-gateway.ts';
import { natRefusals } from '../refusals.ts';

/** The preconditions on the entry, for every action that needs one. */
export const dnatEntryExists = exists(natRefusals.DnatEntryNotFound, 'dnatEntry', 'DNAT entry');

export const dnatEntryIsAvailable = inStatus(
  natRefusals.DnatEntryInvalidStatus,
  'dnatEntry',
  'DNAT entry',
  ['Available'],
);

/** What an entry says. */
export type Mapping = Pick<
  DnatEntryRow,
  'external_ip' | 'external_port' | 'internal_ip' | 'internal_port' | 'protocol' | 'port_type'
>;

/** What an entry would say, and what decides whether it may. */
export interface MappingFacts {
  /** Undefined when there is no gateway, or no entry. */
  readonly mapping: Mapping | undefined;
  /** Whether both ports are `any` where the type of ports is, and none is elsewhere. */
  readonly ofItsType: boolean;
  /** Whether there are as many external ports as internal ones. */
  readonly asMany: boolean;
  /** Whether the external address is that of an EIP or a NAT IP on the gateway. */
  readonly onGateway: boolean;
  /** Whether the internal address is in the VPC. */
  readonly inVpc: boolean;
  /** The EIP that the internal address has itself, if it has one. */
  readonly ownEip: string | undefined;
  /** Another entry of the gateway that takes some of the same packets, if there is one. */
  readonly twin: string | undefined;
}

/** The preconditions of an entry's mapping: the text of CreateDnatEntry. Most codes are ours. */
export const mappingRules: readonly Rule<MappingFacts>[] = [
  {
    refusal: natRefusals.PortTypeMismatch,
    parameter: 'ExternalPort',
    broken: ({ mapping, ofItsType }) => mapping && !ofItsType,
    because: ({ mapping }) =>
      `PortType is ${mapping?.port_type ?? 'unknown'}, the ports are ${mapping?.external_port ?? '?'} and ${mapping?.internal_port ?? '?'}`,
  },
  {
    refusal: natRefusals.PortsMismatch,
    parameter: 'InternalPort',
    broken: ({ mapping, asMany }) => mapping && !asMany,
    because: ({ mapping }) =>
      `the external ports are ${mapping?.external_port ?? '?'}, the internal ones ${mapping?.internal_port ?? '?'}`,
  },
  {
    refusal: natRefusals.ExternalIpNotOnGateway,
    broken: ({ mapping, onGateway }) => mapping && !onGateway,
    because: ({ mapping, onGateway }) =>
      `${mapping?.external_ip ?? 'the address'} is ${onGateway ? '' : 'not '}on the gateway`,
  },
  {
    refusal: natRefusals.InternalIpMalformed,
    parameter: 'InternalIp',
    broken: ({ mapping, inVpc }) => mapping && !inVpc,
    because: ({ mapping, inVpc }) =>
      `${mapping?.internal_ip ?? 'the address'} is ${inVpc ? '' : 'not '}in the VPC`,
  },
  {
    refusal: natRefusals.InternalIpHasEip,
    broken: ({ ownEip }) => ownEip !== undefined,
    because: ({ ownEip }) => `the internal address has ${ownEip ?? 'no EIP'}`,
  },
  {
    refusal: natRefusals.ExternalPortConflict,
    args: ({ twin }) => [twin ?? ''],
    broken: ({ twin }) => twin !== undefined,
    because: ({ twin }) => `${twin ?? 'no entry of the gateway'} has some of the ports`,
  },
];

/** The facts where there is no gateway, or no entry. */
export const NO_MAPPING: MappingFacts = {
  mapping: undefined,
  ofItsType: false,
  asMany: false,
  onGateway: false,
  inVpc: false,
  ownEip: undefined,
  twin: undefined,
};
