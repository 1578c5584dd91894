import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { instanceExists, instanceIsSettled } from '../instance.rules.ts';
import {
  interfaceExists,
  interfaceIsSettled,
  interfaceNotServiceManaged,
} from '../network-interface/network-interface.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { haVipExists, haVipIsSettled } from './ha-vip.rules.ts';

interface Facts {
  readonly haVip: Pick<HaVipRow, 'id' | 'status' | 'subnet_id'> | undefined;
  readonly instanceType: string;
  readonly instanceId: string;
  /** The named instance, or the instance of the named interface. */
  readonly instance: { readonly status: string } | undefined;
  /** The named interface, or the primary interface of the instance. */
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'type' | 'service_managed' | 'subnet_id'>
    | undefined;
  /** What is associated with it. */
  readonly members: readonly { readonly instance_type: string; readonly instance_id: string }[];
}

export interface AssociateFacts extends Facts {
  readonly allowed: number;
}

export interface DisassociateFacts extends Omit<Facts, 'instanceType'> {
  /** The type according to the client; undefined when it does not say. */
  readonly instanceType: string | undefined;
}

const isEcsInstance = ({ instanceType }: AssociateFacts) => instanceType === 'EcsInstance';

const isPrimary = ({ networkInterface }: AssociateFacts) => networkInterface?.type === 'primary';

/** The preconditions of AssociateHaVip. Its table was seen in part: the order is ours. */
export const associateRules: readonly Rule<AssociateFacts>[] = [
  haVipExists,
  onlyWhere(isEcsInstance, instanceExists),
  interfaceExists,
  interfaceNotServiceManaged,
  haVipIsSettled,
  onlyWhere(isPrimary, instanceIsSettled),
  interfaceIsSettled,
  {
    refusal: vpcRefusals.HaVipSubnetMismatch,
    broken: ({ haVip, networkInterface }) =>
      haVip && networkInterface && haVip.subnet_id !== networkInterface.subnet_id,
    because: ({ haVip, networkInterface }) =>
      `subnets: ${haVip?.subnet_id ?? '?'} and ${networkInterface?.subnet_id ?? '?'}`,
  },
  {
    refusal: vpcRefusals.HaVipTypeMismatch,
    broken: ({ members, instanceType }) =>
      members.some(({ instance_type }) => instance_type !== instanceType),
    because: ({ members }) => `it is associated with: ${members[0]?.instance_type ?? 'nothing'}`,
  },
  {
    refusal: vpcRefusals.HaVipAssociated,
    broken: isMember,
    because: named,
  },
  {
    refusal: vpcRefusals.InstancesPerHaVip,
    parameter: 'HaVipId',
    broken: ({ members, allowed }) => members.length >= allowed,
    because: ({ members, allowed }) => `it is associated with ${members.length} of ${allowed}`,
  },
];

/** The preconditions of DisassociateHaVip. Its table was seen in part: the order is ours. */
export const disassociateRules: readonly Rule<DisassociateFacts>[] = [
  haVipExists,
  haVipIsSettled,
  {
    refusal: vpcRefusals.HaVipInstanceMismatch,
    broken: (facts) =>
      facts.haVip &&
      (!isMember(facts) ||
        (facts.instanceType !== undefined &&
          facts.members[0]?.instance_type !== facts.instanceType)),
    because: named,
  },
  interfaceIsSettled,
];

function isMember({ members, instanceId }: Pick<Facts, 'members' | 'instanceId'>): boolean {
  return members.some(({ instance_id }) => instance_id === instanceId);
}

function named({ members }: Pick<Facts, 'members'>): string {
  return `associated: ${members.map(({ instance_id }) => instance_id).join(', ') || 'nothing'}`;
}
