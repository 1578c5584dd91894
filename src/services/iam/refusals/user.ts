import type { Refusal } from '#core/refusal.ts';

/** Of users and login profiles. Source: docs 6257/64992, where nothing else is said. */
export const userRefusals = {
  UserNotExist: {
    http: 404,
    code: 'UserNotExist',
    message: "User '%s' cannot be found.",
    source: 'documented',
  },
  UserAlreadyExists: {
    http: 409,
    code: 'UserAlreadyExists',
    message: "User '%s' already exists.",
    source: 'documented',
  },
  UserDeleteConflictWithPolicy: {
    http: 409,
    code: 'UserDeleteConflictWithPolicy',
    message: "Cannot delete user '%s' which added to policy(s).",
    source: 'documented',
  },
  UserDeleteConflictWithAccessKey: {
    http: 409,
    code: 'UserDeleteConflictWithAccessKey',
    message: "Cannot delete user '%s' which added to ak(s).",
    source: 'documented',
  },
  /** Worded like AccessKeyLimitExceeded. */
  UserLimitExceeded: {
    http: 409,
    code: 'UserLimitExceeded',
    message: "Exceed account user quota: '%s'",
    source: 'ours',
  },
  LoginProfileAlreadyExist: {
    http: 409,
    code: 'LoginProfileAlreadyExist',
    message: "LoginProfile for User '%s' already exist.",
    source: 'documented',
  },
  LoginProfileNotExist: {
    http: 404,
    code: 'LoginProfileNotExist',
    message: "LoginProfile for User '%s' not exist.",
    source: 'documented',
  },
  /** The code is `Invalid<Parameter>`; the documented text repeats the value and has a reason. */
  ParameterInvalid: {
    http: 400,
    code: 'InvalidParameter',
    message: "Invalid %s, err: 'it is not within its documented limits'.",
    source: 'ours',
  },
  ParameterNotFound: {
    http: 400,
    code: 'ParameterNotFound',
    message: "Parameter '%s' is required, but not found.",
    source: 'documented',
  },
} as const satisfies Record<string, Refusal>;
