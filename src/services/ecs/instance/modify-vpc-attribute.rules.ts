import type { Rule } from '#core/action.ts';
import { inStatus } from '#core/common.rules.ts';
import {
  type GroupFacts,
  securityGroupRules,
} from '#services/vpc/network-interface/security-groups.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { subnetExists, subnetIsAvailable } from '#services/vpc/subnet/subnet.rules.ts';
import type { NetworkInterfaceRow, SubnetRow } from '#store/schema.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { MOVABLE } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

/** What decides whether an instance may move to another subnet. A missing resource leaves its facts open. */
export interface MoveFacts extends OperateFacts, GroupFacts {
  /** The subnet that the instance is in. */
  readonly from: Pick<SubnetRow, 'id' | 'vpc_id' | 'zone_id'> | undefined;
  readonly subnet: SubnetRow | undefined;
  /** The requested VPC; undefined for the one that the instance is in. */
  readonly asked: string | undefined;
  readonly askedExists: boolean;
  readonly groupsGiven: boolean;
  readonly primary: Pick<NetworkInterfaceRow, 'status'> | undefined;
  readonly secondaries: number;
  readonly secondariesWithIpv4: number;
  readonly eips: number;
  /**
   * A virtual IP that is associated with the primary interface or the instance, if there is one.
   */
  readonly haVip: string | undefined;
  /** A route to the primary interface or the instance, if there is one. */
  readonly routeToPrimary: string | undefined;
  readonly routeToInstance: string | undefined;
}

type MoveRule = Rule<MoveFacts>;

const inUse = (what: string, of: MoveRule['broken'], because: MoveRule['because']): MoveRule => ({
  refusal: ecsRefusals.InstanceInUse,
  args: () => [what],
  broken: of,
  because,
});

/**
 * The preconditions of ModifyInstanceVpcAttribute. Docs 6396/1113921 says which parameters go
 * together, and that the zone stays; its table and the page of further conditions were not seen, so
 * codes and order are ours.
 */
export const moveRules: readonly MoveRule[] = [
  {
    refusal: ecsRefusals.SecurityGroupsMissing,
    parameter: 'SecurityGroupIds',
    broken: ({ asked, groupsGiven }) => asked !== undefined && !groupsGiven,
    because: given,
  },
  {
    // "Without a VpcId there must be none."
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'SecurityGroupIds',
    broken: ({ asked, groupsGiven }) => asked === undefined && groupsGiven,
    because: given,
  },
  instanceExists,
  instanceInStatus(MOVABLE),
  {
    refusal: vpcRefusals.VpcNotFound,
    broken: ({ asked, askedExists }) => asked !== undefined && !askedExists,
    because: ({ asked, askedExists }) =>
      `${asked ?? 'its VPC'} ${askedExists ? 'exists' : 'does not exist'}`,
  },
  subnetExists,
  subnetIsAvailable,
  {
    // "The subnet that the instance is in is not supported."
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'SubnetId',
    broken: ({ subnet, from }) => subnet && from && subnet.id === from.id,
    because: ({ from }) => `the instance is in ${from?.id ?? 'no subnet'}`,
  },
  {
    refusal: ecsRefusals.SubnetNotInVpc,
    broken: ({ subnet, from, asked }) => subnet && from && subnet.vpc_id !== (asked ?? from.vpc_id),
    because: ({ subnet, from, asked }) =>
      `the subnet is in ${subnet?.vpc_id ?? 'no VPC'}, the instance is to be in ${asked ?? from?.vpc_id ?? 'none'}`,
  },
  {
    refusal: ecsRefusals.SubnetZoneMismatch,
    broken: ({ subnet, from }) => subnet && from && subnet.zone_id !== from.zone_id,
    because: ({ subnet, from }) =>
      `zones: ${subnet?.zone_id ?? 'none'} and ${from?.zone_id ?? 'none'}`,
  },
  ...securityGroupRules,
  inStatus(vpcRefusals.EniInvalidStatus, 'primary', 'primary interface', ['InUse']),
  inUse(
    'an EIP',
    ({ eips }) => eips > 0,
    ({ eips }) => `${eips} EIPs are on the primary interface`,
  ),
  inUse(
    'a HaVip',
    ({ haVip }) => haVip !== undefined,
    ({ haVip }) => `${haVip ?? 'no virtual IP'} is associated with it`,
  ),
  inUse(
    'a route entry',
    (facts) =>
      facts.routeToPrimary !== undefined ||
      (leavesVpc(facts) && facts.routeToInstance !== undefined),
    ({ routeToPrimary, routeToInstance }) =>
      `${routeToPrimary ?? 'no route'} leads to the primary interface, ${routeToInstance ?? 'none'} to the instance`,
  ),
  inUse(
    'an ENI',
    (facts) => leavesVpc(facts) && facts.secondaries > 0,
    ({ secondaries }) => `${secondaries} secondary interfaces are on the instance`,
  ),
  {
    refusal: vpcRefusals.EniIpv4ToIpv6OnlyInstance,
    broken: ({ subnet, secondariesWithIpv4 }) =>
      subnet && subnet.cidr_block === '' && secondariesWithIpv4 > 0,
    because: ({ subnet, secondariesWithIpv4 }) =>
      `the subnet's block is ${subnet?.cidr_block || 'none of IPv4'}, ${secondariesWithIpv4} secondary interfaces have IPv4 addresses`,
  },
];

function leavesVpc({ subnet, from }: MoveFacts): boolean {
  return subnet !== undefined && from !== undefined && subnet.vpc_id !== from.vpc_id;
}

function given({ asked, groupsGiven }: MoveFacts): string {
  return `VpcId is ${asked ?? 'absent'}, security groups are ${groupsGiven ? '' : 'not '}given`;
}
