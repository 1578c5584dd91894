import type { Refusal } from '#core/refusal.ts';

/** Their rows were not seen: worded like those of users and roles of docs 6257/64992. */
export const userGroupRefusals = {
  UserGroupNotExist: {
    http: 404,
    code: 'UserGroupNotExist',
    message: "UserGroup '%s' cannot be found.",
    source: 'ours',
  },
  UserGroupAlreadyExists: {
    http: 409,
    code: 'UserGroupAlreadyExists',
    message: "UserGroup '%s' already exists.",
    source: 'ours',
  },
  UserGroupLimitExceeded: {
    http: 409,
    code: 'UserGroupLimitExceeded',
    message: "Exceed account userGroup quota: '%s'",
    source: 'ours',
  },
  UserGroupDeleteConflictWithPolicy: {
    http: 409,
    code: 'UserGroupDeleteConflictWithPolicy',
    message: "Cannot delete userGroup '%s' which added to policy(s).",
    source: 'ours',
  },
  UserGroupDeleteConflictWithUser: {
    http: 409,
    code: 'UserGroupDeleteConflictWithUser',
    message: "Cannot delete userGroup '%s' which has user(s).",
    source: 'ours',
  },
  AddUserToGroupConflict: {
    http: 409,
    code: 'AddUserToGroupConflict',
    message: "User '%s' already be added to the userGroup '%s'.",
    source: 'ours',
  },
  RemoveUserFromGroupConflict: {
    http: 409,
    code: 'RemoveUserFromGroupConflict',
    message: "User '%s' not be added to the userGroup '%s'.",
    source: 'ours',
  },
  GroupsPerUserLimitExceeded: {
    http: 409,
    code: 'GroupsPerUserLimitExceeded',
    message: "Exceed user userGroup quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
