import type { Rule } from '#core/action.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { instanceIsSettled } from '../instance.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  interfaceExists,
  interfaceInStatus,
  interfaceNotServiceManaged,
  sayOfInterface,
} from './network-interface.rules.ts';

export interface DetachFacts {
  readonly instanceId: string;
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'type' | 'service_managed' | 'instance_id'>
    | undefined;
  readonly instance: { readonly status: string } | undefined;
  readonly movingEips: number;
}

/**
 * The preconditions of DetachNetworkInterface. The page's table was seen in part; order and the
 * codes that cello treats as "already detached" are worked out in docs/limits.md.
 */
export const detachRules: readonly Rule<DetachFacts>[] = [
  interfaceExists,
  interfaceNotServiceManaged,
  {
    refusal: vpcRefusals.EniInstanceMismatch,
    broken: ({ networkInterface, instanceId }) =>
      networkInterface && networkInterface.instance_id !== instanceId,
    because: sayOfInterface((eni) => `the interface is on ${eni.instance_id ?? 'no instance'}`),
  },
  {
    refusal: vpcRefusals.EniInvalidType,
    broken: ({ networkInterface }) => networkInterface && networkInterface.type === 'primary',
    because: sayOfInterface((eni) => `the interface is ${eni.type}`),
  },
  interfaceInStatus('InUse'),
  instanceIsSettled,
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ movingEips }) => movingEips > 0,
    because: ({ movingEips }) => `${movingEips} of its EIPs are on their way`,
  },
];
