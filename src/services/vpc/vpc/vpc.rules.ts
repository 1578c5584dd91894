import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type VpcFacts = Holding<'vpc', { readonly id: string; readonly status: string }>;

export const vpcExists = exists(vpcRefusals.VpcNotFound, 'vpc', 'VPC');

export const vpcIsAvailable = inStatus(vpcRefusals.VpcInvalidStatus, 'vpc', 'VPC', ['Available']);

/** Preconditions of every change to a VPC: it exists, and it is Available. */
export const availableVpc: readonly Rule<VpcFacts>[] = [vpcExists, vpcIsAvailable];
