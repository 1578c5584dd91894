import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';

export interface RoleFacts {
  readonly roleName: string;
  readonly role: object | undefined;
  /** Whether a world file has given the account a role of this name. */
  readonly given: boolean;
}

/** What every change of a role takes. */
export const roleRules: readonly Rule<RoleFacts>[] = [
  {
    refusal: iamRefusals.RoleNotExist,
    parameter: 'RoleName',
    args: ({ roleName }) => [roleName],
    broken: ({ role, given }) => role === undefined && !given,
    because: ({ roleName, role, given }) =>
      role || given ? `${roleName} exists` : `there is no role ${roleName}`,
  },
  {
    refusal: iamRefusals.AccessDenied,
    broken: ({ role, given }) => role === undefined && given,
    because: ({ roleName, given }) =>
      given ? `${roleName} is a role of the world file` : `${roleName} is no role of a world file`,
  },
];

interface LinkedFacts {
  readonly roleName: string;
  readonly role: { readonly service_name: string } | undefined;
}

const linkedTo = ({ roleName, role }: LinkedFacts): string =>
  role !== undefined && role.service_name !== ''
    ? `${roleName} is linked to the service ${role.service_name}`
    : `${roleName} is linked to no service`;

/** A role that a service is linked to is not changed, and goes by an action of its own. */
export const notServiceLinked: Rule<LinkedFacts> = {
  refusal: iamRefusals.RoleIsServiceLinked,
  parameter: 'RoleName',
  args: ({ roleName }) => [roleName],
  broken: ({ role }) => role !== undefined && role.service_name !== '',
  because: linkedTo,
};

/** The other way round. */
export const isServiceLinked: Rule<LinkedFacts> = {
  refusal: iamRefusals.RoleIsNotServiceLinked,
  parameter: 'RoleName',
  args: ({ roleName }) => [roleName],
  broken: ({ role }) => role !== undefined && role.service_name === '',
  because: linkedTo,
};

/** No other role of the account has the name. */
export const roleNameFree = (parameter: string): Rule<NewNameFacts> => ({
  refusal: iamRefusals.RoleAlreadyExists,
  parameter,
  args: ({ newName }) => [newName],
  broken: ({ nameTaken }) => nameTaken,
  because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
});
