import type { Rule } from '#core/action.ts';
import { existsUnnamed, inStatus, onlyWhere, saying } from '#core/common.rules.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import { vpcRefusals } from '../refusals.ts';
import { availablePackage } from './bandwidth-package.rules.ts';

/** What is to be in a package. */
export interface NewMember {
  readonly family: 4 | 6;
  readonly billingType: number;
  readonly isp: string;
  /** JSON list; undefined for IPv6, whose addresses have no protection of their own. */
  readonly protection: string | undefined;
}

export interface JoinFacts {
  readonly bandwidthPackage:
    | Pick<BandwidthPackageRow, 'id' | 'status' | 'isp' | 'protocol' | 'security_protection_types'>
    | undefined;
  /** Undefined where there is no such thing. */
  readonly joining: NewMember | undefined;
  /** Undefined when no package is asked for. */
  readonly bandwidthPackageId: string | undefined;
}

const sayOfPackage = saying('bandwidthPackage', 'there is no such bandwidth package');

/** Compares what joins with the package, where both are there. */
const both = (
  broken: (joining: NewMember, found: NonNullable<JoinFacts['bandwidthPackage']>) => boolean,
): Rule<JoinFacts>['broken'] => {
  return ({ joining, bandwidthPackage }) =>
    joining !== undefined && bandwidthPackage !== undefined && broken(joining, bandwidthPackage);
};

/**
 * What an EIP, or the public bandwidth of an IPv6 address, must be to get into a package. Source of
 * what is compared: the documentation of the vendor's Terraform providers.
 */
const joinRules = (billing: string): readonly Rule<JoinFacts>[] => [
  ...availablePackage,
  {
    refusal: vpcRefusals.PackagedBillingMalformed,
    parameter: billing,
    broken: ({ joining }) => joining?.billingType === 1,
    because: ({ joining }) => `its BillingType is ${joining?.billingType ?? '?'}`,
  },
  {
    refusal: vpcRefusals.PackageProtocolMismatch,
    broken: both(({ family }, { protocol }) => protocol === (family === 4 ? 'IPv6' : 'IPv4')),
    because: sayOfPackage(({ protocol }) => `the Protocol of the package is ${protocol}`),
  },
  {
    refusal: vpcRefusals.PackageIspMismatch,
    broken: both(({ isp }, found) => isp !== found.isp),
    because: ({ joining, bandwidthPackage }) =>
      `it is of ${joining?.isp ?? '?'}, the package of ${bandwidthPackage?.isp ?? '?'}`,
  },
  {
    refusal: vpcRefusals.PackageProtectionMismatch,
    broken: both(
      ({ protection }, found) =>
        protection !== undefined && protection !== found.security_protection_types,
    ),
    because: ({ joining, bandwidthPackage }) =>
      `it has ${joining?.protection ?? 'none'}, the package ${bandwidthPackage?.security_protection_types ?? '?'}`,
  },
];

/** The same, for an action that may name a package; `billing` is its parameter of the billing type. */
export const joinRulesWhereNamed = (billing: string): readonly Rule<JoinFacts>[] =>
  joinRules(billing).map((rule) =>
    onlyWhere(({ bandwidthPackageId }: JoinFacts) => bandwidthPackageId !== undefined, rule),
  );

interface MemberFacts {
  readonly member:
    | { readonly id: string; readonly status: string; readonly packageId: string }
    | undefined;
}

/** What every change of something in a package takes: it exists, and it is in no transition. */
export const settledMember: readonly Rule<MemberFacts>[] = [
  existsUnnamed(vpcRefusals.EipNotFound, 'member', 'EIP'),
  inStatus(vpcRefusals.EipInvalidStatus, 'member', 'EIP', ['Available', 'Attached']),
];

/** The preconditions of AddBandwidthPackageIp: its table, as far as it was seen. */
export const addRules: readonly Rule<MemberFacts & JoinFacts>[] = [
  ...settledMember,
  {
    refusal: vpcRefusals.EipInPackage,
    broken: ({ member }) => member !== undefined && member.packageId !== '',
    because: ({ member }) => `it is in ${member?.packageId || 'no package'}`,
  },
  ...joinRules('AllocationId'),
];

interface LeaveFacts extends MemberFacts {
  /** The package that it must be in; undefined for any. */
  readonly bandwidthPackageId: string | undefined;
}

/** It is in the named package, or in any. */
export const isInPackage: Rule<LeaveFacts> = {
  refusal: vpcRefusals.EipNotInPackage,
  parameter: 'AllocationId',
  broken: ({ member, bandwidthPackageId }) =>
    member !== undefined &&
    (member.packageId === '' || member.packageId !== (bandwidthPackageId ?? member.packageId)),
  because: ({ member }) => `it is in ${member?.packageId || 'no package'}`,
};
