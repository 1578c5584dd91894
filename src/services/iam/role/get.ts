import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { integer } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownRole } from './rows.ts';
import { roleResult, viewRole, viewWorldRole } from './view.ts';
import { worldRole } from './world-roles.ts';

/** Shows a role, also one of a world file. */
export const getRole = readAction({
  name: 'GetRole',
  summary: 'show a role',
  parameters: () => z.object({ RoleName: existing(), ID: integer(0, 2 ** 53 - 1).optional() }),
  result: () => z.object({ Role: roleResult() }),
  inert: { ID: 'the name that must be there says which role' },
  refusals: [iamRefusals.RoleNotExist],

  async view(tx, { RoleName }, context) {
    const { accountId } = context;
    const row = await tx.first(ownRole, { account_id: accountId, name: RoleName });
    if (row !== undefined) return { Role: viewRole(row) };
    const given = worldRole(context, RoleName) ?? refuse(iamRefusals.RoleNotExist, RoleName);
    return { Role: viewWorldRole(accountId, given) };
  },
});
