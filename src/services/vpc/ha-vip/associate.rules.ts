import type { Rule } from '#core/action.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { haVipExists, haVipInStatus } from './ha-vip.rules.ts';

interface Facts {
  readonly haVip: Pick<HaVipRow, 'id' | 'status' | 'subnet_id'> | undefined;
  readonly instanceType: string;
  readonly instanceId: string;
  /** The named instance, or the instance of the named interface. */
  readonly instance: { readonly status: string } | undefined;
  /** The named interface, or the primary interface of the instance. */
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'status' | 'type' | 'service_managed' | 'subnet_id'>
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

const SERVING = ['RUNNING', 'STOPPED'];
const STEADY = ['Available', 'InUse'];

const interfaceIsSteady: Rule<Pick<Facts, 'networkInterface'>> = {
  refusal: vpcRefusals.EniInvalidStatus,
  broken: ({ networkInterface }) => networkInterface && !STEADY.includes(networkInterface.status),
  because: of((eni) => `the interface is ${eni.status}`),
};

/** The preconditions of AssociateHaVip. Its table was seen in part: the order is ours. */
export const associateRules: readonly Rule<AssociateFacts>[] = [
  haVipExists,
  {
    refusal: vpcRefusals.InstanceNotFound,
    broken: ({ instance, instanceType }) =>
      instanceType === 'EcsInstance' && instance === undefined,
    because: ({ instance }) => (instance ? 'the instance exists' : 'there is no such instance'),
  },
  {
    refusal: vpcRefusals.EniNotFound,
    broken: ({ networkInterface }) => networkInterface === undefined,
    because: of((eni) => `the interface is ${eni.status}`),
  },
  {
    refusal: vpcRefusals.EniServiceManaged,
    broken: ({ networkInterface }) => networkInterface && networkInterface.service_managed === 1,
    because: of((eni) => `ServiceManaged is ${eni.service_managed === 1}`),
  },
  haVipInStatus,
  {
    refusal: vpcRefusals.InstanceInvalidStatus,
    broken: ({ instance, networkInterface }) =>
      instance && networkInterface?.type === 'primary' && !SERVING.includes(instance.status),
    because: ({ instance }) => `the instance is ${instance?.status ?? 'absent'}`,
  },
  interfaceIsSteady,
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
    broken: ({ members, allowed }) => members.length >= allowed,
    because: ({ members, allowed }) => `it is associated with ${members.length} of ${allowed}`,
  },
];

/** The preconditions of DisassociateHaVip. Its table was seen in part: the order is ours. */
export const disassociateRules: readonly Rule<DisassociateFacts>[] = [
  haVipExists,
  haVipInStatus,
  {
    refusal: vpcRefusals.HaVipInstanceMismatch,
    broken: (facts) =>
      facts.haVip &&
      (!isMember(facts) ||
        (facts.instanceType !== undefined &&
          facts.members[0]?.instance_type !== facts.instanceType)),
    because: named,
  },
  interfaceIsSteady,
];

function isMember({ members, instanceId }: Pick<Facts, 'members' | 'instanceId'>): boolean {
  return members.some(({ instance_id }) => instance_id === instanceId);
}

function named({ members }: Pick<Facts, 'members'>): string {
  return `associated: ${members.map(({ instance_id }) => instance_id).join(', ') || 'nothing'}`;
}

function of(say: (eni: NonNullable<Facts['networkInterface']>) => string) {
  return ({ networkInterface }: Pick<Facts, 'networkInterface'>) =>
    networkInterface ? say(networkInterface) : 'there is no such interface';
}
