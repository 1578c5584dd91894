import type { Rule } from '#core/action.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

export interface DetachFacts {
  readonly instanceId: string;
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'status' | 'type' | 'service_managed' | 'instance_id'>
    | undefined;
  readonly instance: { readonly status: string } | undefined;
  readonly movingEips: number;
}

const DETACHABLE = ['RUNNING', 'STOPPED'];

/**
 * The preconditions of DetachNetworkInterface. The page's table was seen in part; order and the
 * codes that cello treats as "already detached" are worked out in docs/limits.md.
 */
export const detachRules: readonly Rule<DetachFacts>[] = [
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
  {
    refusal: vpcRefusals.EniInstanceMismatch,
    broken: ({ networkInterface, instanceId }) =>
      networkInterface && networkInterface.instance_id !== instanceId,
    because: of((eni) => `the interface is on ${eni.instance_id ?? 'no instance'}`),
  },
  {
    refusal: vpcRefusals.EniInvalidType,
    broken: ({ networkInterface }) => networkInterface && networkInterface.type === 'primary',
    because: of((eni) => `the interface is ${eni.type}`),
  },
  {
    refusal: vpcRefusals.EniInvalidStatus,
    broken: ({ networkInterface }) => networkInterface && networkInterface.status !== 'InUse',
    because: of((eni) => `the interface is ${eni.status}`),
  },
  {
    refusal: vpcRefusals.InstanceInvalidStatus,
    broken: ({ instance }) => instance && !DETACHABLE.includes(instance.status),
    because: ({ instance }) => `the instance is ${instance?.status ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ movingEips }) => movingEips > 0,
    because: ({ movingEips }) => `${movingEips} of its EIPs are on their way`,
  },
];

function of(say: (eni: NonNullable<DetachFacts['networkInterface']>) => string) {
  return ({ networkInterface }: DetachFacts) =>
    networkInterface ? say(networkInterface) : 'there is no such interface';
}
