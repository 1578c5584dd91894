import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface RoleFacts {
  readonly roleName: string;
  readonly roleExists: boolean;
}

export const roleExists: Rule<RoleFacts> = {
  refusal: ecsRefusals.IamRoleNotFound,
  parameter: 'IamRoleName',
  broken: (facts) => !facts.roleExists,
  because: (facts) =>
    facts.roleExists ? `${facts.roleName} exists` : `there is no role ${facts.roleName}`,
};

/** An instance, and the role that it has. */
interface BoundFacts {
  readonly instance: object | undefined;
  readonly bound: string | undefined;
}

const because = ({ bound }: BoundFacts) => `its role is ${bound ?? 'none'}`;

/** "A user may bind one role alone to an instance." Binding it again changes nothing. */
export const noOtherRole = (name: string): Rule<BoundFacts> => ({
  refusal: ecsRefusals.IamRolesPerInstance,
  broken: ({ instance, bound }) => instance && bound !== undefined && bound !== name,
  because,
});

/** The instance has this role; where none is named, any. */
export const hasRole = (name: string | undefined): Rule<BoundFacts> => ({
  refusal: ecsRefusals.IamRoleMismatch,
  broken: ({ instance, bound }) => instance && (bound === undefined || bound !== (name ?? bound)),
  because,
});
