import * as z from 'zod';
import type { IamRoleRow } from '#store/schema/iam.ts';
import type { Role } from '#world/world.ts';
import { iamDate, shownTags, tagsResult } from '../parameters.ts';
import { LONGEST_SESSION } from './parameters.ts';
import { trustOf } from './trust.ts';

/** A role as answers show it. Source: the SDK's types. */
export const roleResult = () =>
  z.object({
    RoleId: z.int(),
    RoleName: z.string(),
    DisplayName: z.string(),
    Description: z.string(),
    Trn: z.string(),
    TrustPolicyDocument: z.string(),
    MaxSessionDuration: z.int(),
    IsServiceLinkedRole: z.int(),
    Tags: tagsResult(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

type View = z.infer<ReturnType<typeof roleResult>>;

export const roleTrn = (accountId: string, name: string): string =>
  `trn:iam::${accountId}:role/${name}`;

export const viewRole = (row: IamRoleRow): View => ({
  RoleId: Number(row.id),
  RoleName: row.name,
  DisplayName: row.display_name,
  Description: row.description,
  Trn: roleTrn(row.account_id, row.name),
  TrustPolicyDocument: row.trust_policy_document,
  MaxSessionDuration: row.max_session_duration,
  IsServiceLinkedRole: row.service_name === '' ? 0 : 1,
  Tags: shownTags(row),
  CreateDate: iamDate(row.created_at),
  UpdateDate: iamDate(row.updated_at),
});

/** A role of a world file. It has no number. */
export const viewWorldRole = (accountId: string, { name, trustedAccountIds }: Role): View => ({
  RoleId: 0,
  RoleName: name,
  DisplayName: name,
  Description: '',
  Trn: roleTrn(accountId, name),
  TrustPolicyDocument: trustOf([accountId, ...trustedAccountIds]),
  MaxSessionDuration: LONGEST_SESSION,
  IsServiceLinkedRole: 0,
  Tags: [],
  CreateDate: '',
  UpdateDate: '',
});
