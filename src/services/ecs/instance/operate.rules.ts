import type { Rule } from '#core/action.ts';
import type { InstanceRow } from '#store/schema.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { DELETABLE, REBOOTABLE, SETTLED, STARTABLE, STOPPABLE } from './lifecycle.ts';

/** What decides whether an instance may be started, stopped, rebooted or deleted. */
export interface OperateFacts {
  readonly instanceId: string;
  readonly instance:
    | Pick<
        InstanceRow,
        'status' | 'instance_charge_type' | 'expires_at' | 'deletion_protection' | 'key_pair_name'
      >
    | undefined;
  readonly now: number;
}

type OperateRule = Rule<OperateFacts>;

/** The preconditions of each operation, alone or in a batch. Codes: the pages; the order is ours. */
export const startRules: readonly OperateRule[] = [instanceExists, instanceInStatus(STARTABLE)];

export const stopRules: readonly OperateRule[] = [instanceExists, instanceInStatus(STOPPABLE)];

export const rebootRules: readonly OperateRule[] = [instanceExists, instanceInStatus(REBOOTABLE)];

const unprotected: OperateRule = {
  refusal: ecsRefusals.DeletionProtection,
  broken: ({ instance }) => instance && instance.deletion_protection === 1,
  because: ({ instance }) => `DeletionProtection is ${instance?.deletion_protection === 1}`,
};

const subscribed = ({ instance, now }: OperateFacts) =>
  instance && instance.instance_charge_type === 'PrePaid' && instance.expires_at > now;

const charged = ({ instance }: OperateFacts) =>
  `InstanceChargeType is ${instance?.instance_charge_type ?? 'absent'}`;

export const deleteRules: readonly OperateRule[] = [
  instanceExists,
  instanceInStatus(DELETABLE),
  { refusal: ecsRefusals.ChargeType, broken: subscribed, because: charged },
  unprotected,
];

/**
 * The preconditions of unsubscribing: only an instance that ends by itself, one with a
 * subscription, can be ended before its time.
 */
export const unsubscribeRules: readonly OperateRule[] = [
  instanceExists,
  instanceInStatus(DELETABLE),
  {
    refusal: ecsRefusals.ChargeType,
    broken: (facts) => facts.instance && !subscribed(facts),
    because: charged,
  },
  unprotected,
];

/** A key pair is given to, and taken from, instances that stand still. Ours: the page names none. */
export const keyPairRules: readonly OperateRule[] = [instanceExists, instanceInStatus(SETTLED)];

/** The instance has this key pair. */
export const withKeyPair = (name: string | undefined): OperateRule => ({
  refusal: ecsRefusals.KeyPairMismatch,
  broken: ({ instance }) => instance && instance.key_pair_name !== name,
  because: ({ instance }) => `its key pair is ${instance?.key_pair_name || 'none'}`,
});
