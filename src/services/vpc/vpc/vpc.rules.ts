import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type VpcFacts = Holding<'vpc', { readonly id: string; readonly status: string }>;

export const vpcExists = exists(vpcRefusals.VpcNotFound, 'vpc', 'VPC');

export const vpcIsAvailable = inStatus(vpcRefusals.VpcInvalidStatus, 'vpc', 'VPC', ['Available']);

/** What every change of a VPC takes: that it is there, and Available. */
export const availableVpc: readonly Rule<VpcFacts>[] = [vpcExists, vpcIsAvailable];
