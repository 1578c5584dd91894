import * as z from 'zod';
import type { IamUserRow } from '#store/schema/iam.ts';
import { iamDate, shownTags, tagsResult } from '../parameters.ts';

/** A user as answers show it. Source: docs 6257/65050, and the SDK's types for what is a number. */
export const userResult = () =>
  z.object({
    AccountId: z.int(),
    Id: z.int(),
    UserName: z.string(),
    DisplayName: z.string(),
    Description: z.string(),
    Email: z.string(),
    EmailIsVerify: z.boolean(),
    MobilePhone: z.string(),
    MobilePhoneIsVerify: z.boolean(),
    Trn: z.string(),
    Tags: tagsResult(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

/** The name of a user in policies. */
export const userTrn = ({ account_id, name }: Pick<IamUserRow, 'account_id' | 'name'>): string =>
  `trn:iam::${account_id}:user/${name}`;

/** Nobody verifies addresses here. */
export const viewUser = (row: IamUserRow): z.infer<ReturnType<typeof userResult>> => ({
  AccountId: Number(row.account_id),
  Id: Number(row.id),
  UserName: row.name,
  DisplayName: row.display_name,
  Description: row.description,
  Email: row.email,
  EmailIsVerify: false,
  MobilePhone: row.mobile_phone,
  MobilePhoneIsVerify: false,
  Trn: userTrn(row),
  Tags: shownTags(row),
  CreateDate: iamDate(row.created_at),
  UpdateDate: iamDate(row.updated_at),
});
