import * as z from 'zod';
import type { IamLoginProfileRow, IamUserRow } from '#store/schema/iam.ts';
import { iamDate } from '../parameters.ts';

/** A login profile as answers show it. Source: the SDK's types. */
export const loginProfileResult = () =>
  z.object({
    UserName: z.string(),
    UserId: z.int(),
    LoginAllowed: z.boolean(),
    LoginLocked: z.boolean(),
    PasswordResetRequired: z.boolean(),
    PasswordExpireAt: z.int(),
    LastResetPasswordTime: z.int(),
    LastLoginDate: z.string(),
    LastLoginIp: z.string(),
    SafeAuthFlag: z.boolean(),
    SafeAuthType: z.string(),
    SafeAuthExemptRequired: z.int(),
    SafeAuthExemptUnit: z.int(),
    SafeAuthExemptDuration: z.int(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

/** Nobody signs in here: a password is never locked, and does not expire. */
export const viewLoginProfile = (
  row: IamLoginProfileRow,
  { name }: Pick<IamUserRow, 'name'>,
): z.infer<ReturnType<typeof loginProfileResult>> => ({
  UserName: name,
  UserId: Number(row.id),
  LoginAllowed: row.login_allowed === 1,
  LoginLocked: false,
  PasswordResetRequired: row.password_reset_required === 1,
  PasswordExpireAt: 0,
  LastResetPasswordTime: Math.floor(row.password_at / 1000),
  LastLoginDate: '',
  LastLoginIp: '',
  SafeAuthFlag: row.safe_auth_flag === 1,
  SafeAuthType: row.safe_auth_type,
  SafeAuthExemptRequired: row.safe_auth_exempt_required,
  SafeAuthExemptUnit: row.safe_auth_exempt_unit,
  SafeAuthExemptDuration: row.safe_auth_exempt_duration,
  CreateDate: iamDate(row.created_at),
  UpdateDate: iamDate(row.updated_at),
});
