import * as z from 'zod';
import { type Rule, writeAction } from '../../action.ts';
import { clientToken, flag, id, list } from '../../parameters.ts';
import type { EipRow } from '../../store/schema.ts';
import { leave } from '../leave.ts';
import { vpcRefusals } from '../refusals.ts';
import { isUpgraded } from './bandwidth.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { BILLING } from './make.ts';
import { ownEipToChange } from './rows.ts';
import { notUpgraded, type UpgradeFacts } from './steady.rules.ts';

interface ReleaseFacts extends UpgradeFacts {
  readonly eip: Pick<EipRow, 'status' | 'billing_type' | 'expires_at'> | undefined;
  readonly now: number;
}

/** The preconditions of ReleaseEipAddress: docs 6402/71038, as far as its table was seen. */
export const releaseRules: readonly Rule<ReleaseFacts>[] = [
  {
    refusal: vpcRefusals.EipNotFound,
    broken: ({ eip }) => eip === undefined,
    because: ({ eip }) => (eip ? 'the EIP exists' : 'there is no such EIP'),
  },
  {
    refusal: vpcRefusals.EipInUse,
    broken: ({ eip }) => eip && eip.status === 'Attached',
    because: ({ eip }) => `the EIP is ${eip?.status ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ eip }) => eip && eip.status !== 'Available',
    because: ({ eip }) => `the EIP is ${eip?.status ?? 'absent'}`,
  },
  notUpgraded,
  {
    refusal: vpcRefusals.EipBillingMalformed,
    broken: ({ eip, now }) =>
      eip && eip.billing_type === BILLING.subscription && eip.expires_at > now,
    because: ({ eip }) => `BillingType is ${eip?.billing_type ?? '?'}`,
  },
];

/** Gives an EIP back that is bound to nothing. It is Deleting, then not found. */
export const releaseEipAddress = writeAction({
  name: 'ReleaseEipAddress',
  summary: 'release an EIP',
  parameters: z.object({
    AllocationId: id(),
    ClientToken: clientToken().optional(),
    AllocationIds: list(id(), 100).optional(),
    IsAtomic: flag().optional(),
    IsPreorder: flag().optional(),
  }),
  result: z.object({}),
  inert: ['AllocationIds', 'IsAtomic', 'IsPreorder'],
  rules: releaseRules,

  async facts(tx, { AllocationId }, { accountId, region }) {
    const key = { id: AllocationId, account_id: accountId, region: region.id };
    const eip = await tx.first(ownEipToChange, key);
    return { eip, upgraded: eip !== undefined && isUpgraded(eip, tx.now), now: tx.now };
  },

  async change(tx, _, { AllocationId }, call) {
    await tx.update('eip', AllocationId, { status: TRANSITIONS.release.from });
    await leave(tx, call, TRANSITIONS.release, AllocationId);
    return {};
  },
});
