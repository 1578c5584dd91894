import type { Rule } from '#core/action.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  interfaceExists,
  interfaceIsSettled,
  interfaceNotServiceManaged,
} from './network-interface.rules.ts';
import { type GroupFacts, securityGroupRules } from './security-groups.rules.ts';

export interface ModifyFacts extends GroupFacts {
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'type' | 'service_managed'>
    | undefined;
  readonly deleteOnTermination: boolean | undefined;
}

/**
 * The preconditions of ModifyNetworkInterfaceAttributes. That a service-managed interface cannot be
 * changed is documented; the states, and the order, are ours.
 */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  interfaceExists,
  interfaceNotServiceManaged,
  interfaceIsSettled,
  {
    // DeleteOnTermination belongs to an attachment, and the interface has none.
    refusal: vpcRefusals.EniInvalidStatus,
    broken: ({ networkInterface, deleteOnTermination }) =>
      networkInterface && deleteOnTermination === true && networkInterface.status !== 'InUse',
    because: termination,
  },
  {
    // A primary interface is always deleted with its instance.
    refusal: vpcRefusals.EniInvalidType,
    broken: ({ networkInterface, deleteOnTermination }) =>
      networkInterface && deleteOnTermination === false && networkInterface.type === 'primary',
    because: termination,
  },
  ...securityGroupRules,
];

function termination({ networkInterface, deleteOnTermination }: ModifyFacts): string {
  return `DeleteOnTermination is ${deleteOnTermination ?? 'absent'}, the ${networkInterface?.type ?? ''} interface is ${networkInterface?.status ?? 'absent'}`;
}
