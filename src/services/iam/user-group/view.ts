import * as z from 'zod';
import type { IamUserGroupRow } from '#store/schema/iam.ts';
import { iamDate } from '../parameters.ts';

/** A group as answers show it. Source: the SDK's types. */
export const userGroupResult = () =>
  z.object({
    AccountID: z.int(),
    UserGroupID: z.int(),
    UserGroupName: z.string(),
    DisplayName: z.string(),
    Description: z.string(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

export const viewUserGroup = (
  row: IamUserGroupRow,
): z.infer<ReturnType<typeof userGroupResult>> => ({
  AccountID: Number(row.account_id),
  UserGroupID: Number(row.id),
  UserGroupName: row.name,
  DisplayName: row.display_name,
  Description: row.description,
  CreateDate: iamDate(row.created_at),
  UpdateDate: iamDate(row.updated_at),
});
