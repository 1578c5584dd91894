import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { partOf } from '../named.ts';
import { existing, offsetPaging, offsetResult, searched } from '../parameters.ts';
import { ownRole } from './rows.ts';
import { roleResult, viewRole, viewWorldRole } from './view.ts';
import { worldRoles } from './world-roles.ts';

/** Lists roles: those of a world file first, then those that iam has made, by name. */
export const listRoles = readAction({
  name: 'ListRoles',
  summary: 'list roles',
  parameters: () =>
    z.object({ RoleName: existing().optional(), Query: searched(), ...offsetPaging() }),
  result: () => z.object({ RoleMetadata: z.array(roleResult()), ...offsetResult() }),

  async view(tx, input, context) {
    const { RoleName, Query, Limit, Offset } = input;
    const { accountId } = context;
    const given = worldRoles(context).filter(
      ({ name }) => name.includes(Query) && (RoleName === undefined || name === RoleName),
    );
    const shown = given.slice(Offset, Offset + Limit);
    const rest = { Query, Limit: Limit - shown.length, Offset: Math.max(0, Offset - given.length) };
    const columns = ['name', 'display_name', 'description'];
    const { rows, total } =
      RoleName === undefined
        ? await partOf(tx, 'iam_role', accountId, rest, columns)
        : await one(tx.first(ownRole, { account_id: accountId, name: RoleName }), rest);
    return {
      RoleMetadata: [...shown.map((role) => viewWorldRole(accountId, role)), ...rows.map(viewRole)],
      Limit,
      Offset,
      Total: given.length + total,
    };
  },
});

/** The part of a list of one row, or of none. */
async function one<R extends { readonly name: string }>(
  found: Promise<R | undefined>,
  { Query, Limit, Offset }: { Query: string; Limit: number; Offset: number },
): Promise<{ rows: R[]; total: number }> {
  const row = await found;
  const all = row?.name.includes(Query) ? [row] : [];
  return { rows: all.slice(Offset, Offset + Limit), total: all.length };
}
