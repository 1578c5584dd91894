import type { z } from 'zod';
import { flag, integer, note, text } from '#core/parameters.ts';
import type { IamLoginProfileRow } from '#store/schema/iam.ts';

/** 8 to 64 characters. Ours: the vendor's rules are those that the account has set for itself. */
export const password = () => note(text(64, 8), { sensitive: true });

/** How a user may sign in. */
export const loginParameters = () => ({
  LoginAllowed: flag().optional(),
  PasswordResetRequired: flag().optional(),
  SafeAuthFlag: flag().optional(),
  /** `phone`, `email`, `vmfa` and several of them with commas. */
  SafeAuthType: note(text(64), { keepsEmpty: true }).optional(),
  SafeAuthExemptRequired: integer(0, 10).optional(),
  SafeAuthExemptUnit: integer(0, 10).optional(),
  SafeAuthExemptDuration: integer(0, 1_000_000).optional(),
});

type Given = z.infer<z.ZodObject<ReturnType<typeof loginParameters>>>;

type Settings = Omit<
  IamLoginProfileRow,
  'id' | 'account_id' | 'password_at' | 'created_at' | 'updated_at'
>;

const DEFAULTS: Settings = {
  login_allowed: 1,
  password_reset_required: 0,
  safe_auth_flag: 0,
  safe_auth_type: '',
  safe_auth_exempt_required: 0,
  safe_auth_exempt_unit: 0,
  safe_auth_exempt_duration: 0,
};

/** What is given, and of what is not given what there was before. */
export function settingsOf(given: Given, before: Settings = DEFAULTS): Settings {
  const truth = (value: boolean | undefined, old: number) => (value === undefined ? old : +value);
  return {
    login_allowed: truth(given.LoginAllowed, before.login_allowed),
    password_reset_required: truth(given.PasswordResetRequired, before.password_reset_required),
    safe_auth_flag: truth(given.SafeAuthFlag, before.safe_auth_flag),
    safe_auth_type: given.SafeAuthType ?? before.safe_auth_type,
    safe_auth_exempt_required: given.SafeAuthExemptRequired ?? before.safe_auth_exempt_required,
    safe_auth_exempt_unit: given.SafeAuthExemptUnit ?? before.safe_auth_exempt_unit,
    safe_auth_exempt_duration: given.SafeAuthExemptDuration ?? before.safe_auth_exempt_duration,
  };
}
