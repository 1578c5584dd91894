import type { Context } from '#core/context.ts';
import type { Role } from '#world/world.ts';

/** The roles that a world file lists for the account. */
export const worldRoles = ({ world, accountId }: Pick<Context, 'world' | 'accountId'>) =>
  world.account(accountId)?.roles ?? [];

export const worldRole = (
  context: Pick<Context, 'world' | 'accountId'>,
  name: string,
): Role | undefined => worldRoles(context).find((role) => role.name === name);
