import { isLoopbackName } from '#gateway/request-head.ts';
import { PUBLISHED_SECRETS } from '#world/defaults.ts';
import type { World } from '#world/world.ts';

export interface Exposure {
  /** Where the server listens, without the port. */
  readonly host: string;
  readonly auth: 'strict' | 'lenient';
  readonly world: World;
  readonly allowDefaultKey: boolean;
  readonly allowLenient: boolean;
}

/**
 * What other machines may do, or what is refused to all because other machines could do it: one
 * line each.
 */
export function warningsOf({
  host,
  auth,
  world,
  allowDefaultKey,
  allowLenient,
}: Exposure): string[] {
  if (isLoopbackName(host)) return [];
  if (auth === 'lenient') {
    return [
      allowLenient
        ? `whoever reaches ${host} may do everything: signatures are not checked (--allow-lenient)`
        : `every request is refused: signatures are not checked, and others reach ${host}; use --auth strict, or say --allow-lenient`,
    ];
  }
  const keys = world.accounts.flatMap((account) => account.keys);
  return keys
    .filter(({ secretAccessKey }) => PUBLISHED_SECRETS.has(secretAccessKey))
    .map(({ accessKeyId }) =>
      allowDefaultKey
        ? `whoever reaches ${host} may use the key ${accessKeyId}: its secret is published (--allow-default-key)`
        : `the key ${accessKeyId} is refused: its secret is published, and others reach ${host}; give accounts of your own (--world FILE), or say --allow-default-key`,
    );
}

/** What commands that are carried out mean, wherever it listens. */
export const COMMANDS_WARNING =
  'whoever has a key runs programs on this machine by RunCommand, with the rights of this server (--run-commands)';
