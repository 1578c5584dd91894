import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus, onlyWhere } from '#core/common.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { natRefusals } from '../refusals.ts';

/** The preconditions on the entry, for every action that needs one. */
export const snatEntryExists = exists(natRefusals.SnatEntryNotFound, 'snatEntry', 'SNAT entry');

export const snatEntryIsAvailable = inStatus(
  natRefusals.SnatEntryInvalidStatus,
  'snatEntry',
  'SNAT entry',
  ['Available'],
);

export type SnatEntryFacts = Holding<'snatEntry', { readonly id: string; readonly status: string }>;

/** What an entry would use. */
export interface UsedFacts {
  readonly natGateway:
    | { readonly id: string; readonly status: string; readonly network_type: string }
    | undefined;
  /** Whether the request says what it uses; one that changes an entry need not. */
  readonly asked: boolean;
  /** The EIPs that the request names; undefined when it names none. */
  readonly eipIds: readonly string[] | undefined;
  /** The first of them that the caller does not have, and the first that is not on the gateway. */
  readonly unknownEip: string | undefined;
  readonly strayEip: string | undefined;
  readonly eipsAllowed: number;
  readonly natIpId: string | undefined;
  readonly natIp: { readonly nat_gateway_id: string; readonly status: string } | undefined;
}

const ofInternet = ({ natGateway }: UsedFacts) => natGateway?.network_type === 'internet';
const ofIntranet = ({ natGateway }: UsedFacts) => natGateway?.network_type === 'intranet';

/** An entry of an internet gateway uses EIPs on it, one of an intranet gateway a NAT IP of it. */
export const usedRules: readonly Rule<UsedFacts>[] = [
  onlyWhere(ofInternet, {
    refusal: natRefusals.NatGatewayNetworkType,
    broken: ({ natIpId }: UsedFacts) => natIpId !== undefined,
    because: ({ natIpId }) => `NatIpId is ${natIpId ?? 'not given'}`,
  }),
  onlyWhere(ofIntranet, {
    refusal: natRefusals.NatGatewayNetworkType,
    broken: ({ eipIds }: UsedFacts) => eipIds !== undefined,
    because: ({ eipIds }) => `EipId is ${eipIds?.join(',') ?? 'not given'}`,
  }),
  onlyWhere(ofInternet, {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'EipId',
    args: () => ['EipId'],
    broken: ({ asked, eipIds }: UsedFacts) => asked && eipIds === undefined,
    because: ({ eipIds }) => `EipId is ${eipIds?.join(',') ?? 'not given'}`,
  }),
  {
    refusal: natRefusals.EipIdMalformed,
    parameter: 'EipId',
    broken: ({ eipIds }) => eipIds?.length === 0,
    because: ({ eipIds }) => `EipId names ${eipIds?.length ?? 'no'} EIPs`,
  },
  {
    refusal: natRefusals.EipsPerSnatEntry,
    parameter: 'EipId',
    broken: ({ eipIds, eipsAllowed }) => eipIds && eipIds.length > eipsAllowed,
    because: ({ eipIds, eipsAllowed }) => `${eipIds?.length ?? 0} EIPs of ${eipsAllowed}`,
  },
  {
    refusal: vpcRefusals.EipNotFound,
    broken: ({ unknownEip }) => unknownEip !== undefined,
    because: ({ unknownEip }) =>
      unknownEip === undefined ? 'every EIP exists' : `there is no such EIP as ${unknownEip}`,
  },
  {
    refusal: vpcRefusals.EipInstanceMismatch,
    broken: ({ strayEip }) => strayEip !== undefined,
    because: ({ strayEip }) =>
      strayEip === undefined ? 'every EIP is on the gateway' : `${strayEip} is not on the gateway`,
  },
  onlyWhere(ofIntranet, {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'NatIpId',
    args: () => ['NatIpId'],
    broken: ({ asked, natIpId }: UsedFacts) => asked && natIpId === undefined,
    because: ({ natIpId }) => `NatIpId is ${natIpId ?? 'not given'}`,
  }),
  {
    refusal: natRefusals.NatIpNotFound,
    broken: ({ natIpId, natIp }) => natIpId !== undefined && natIp === undefined,
    because: ({ natIp }) => `the NAT IP ${natIp ? 'exists' : 'is not there'}`,
  },
  {
    refusal: natRefusals.NatIpMismatch,
    broken: ({ natGateway, natIp }) =>
      natGateway && natIp && natIp.nat_gateway_id !== natGateway.id,
    because: ({ natIp }) => `the NAT IP is on ${natIp?.nat_gateway_id ?? 'no gateway'}`,
  },
];
