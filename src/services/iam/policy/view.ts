import * as z from 'zod';
import type { IamPolicyRow } from '#store/schema/iam.ts';
import { iamDate } from '../parameters.ts';
import type { PolicyType } from './attachments.ts';
import type { SystemPolicy } from './system.ts';

/** A policy of either type. */
export interface KnownPolicy {
  readonly type: PolicyType;
  /** By what attachments name it: the id of one of the account's own, or the system policy's name. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const customPolicy = (row: IamPolicyRow): KnownPolicy => ({
  type: 'Custom',
  id: row.id,
  name: row.name,
  description: row.description,
  document: row.document,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const ofSystem = (policy: SystemPolicy): KnownPolicy => ({
  type: 'System',
  id: policy.name,
  ...policy,
  createdAt: 0,
  updatedAt: 0,
});

/** A policy as answers show it. Source: the SDK's types. */
export const policyResult = () =>
  z.object({
    PolicyName: z.string(),
    PolicyTrn: z.string(),
    PolicyType: z.enum(['Custom', 'System']),
    PolicyDocument: z.string(),
    Description: z.string(),
    Category: z.string(),
    IsServiceRolePolicy: z.int(),
    AttachmentCount: z.int(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

/** The name of a policy in policies. A system policy is nobody's. */
export const policyTrn = (accountId: string, { type, name }: KnownPolicy): string =>
  `trn:iam::${type === 'System' ? '' : accountId}:policy/${name}`;

export const viewPolicy = (
  accountId: string,
  policy: KnownPolicy,
  attachments: number,
): z.infer<ReturnType<typeof policyResult>> => ({
  PolicyName: policy.name,
  PolicyTrn: policyTrn(accountId, policy),
  PolicyType: policy.type,
  PolicyDocument: policy.document,
  Description: policy.description,
  Category: '',
  IsServiceRolePolicy: 0,
  AttachmentCount: attachments,
  CreateDate: iamDate(policy.createdAt),
  UpdateDate: iamDate(policy.updatedAt),
});
