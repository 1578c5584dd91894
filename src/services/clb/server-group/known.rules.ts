import type { Rule } from '#core/action.ts';
import { clbRefusals } from '../refusals.ts';
import { type ServerGroupFacts, serverGroupExists } from './server-group.rules.ts';

/** Servers of a group that a request names. */
export interface KnownFacts extends ServerGroupFacts {
  /** One that the group does not have. */
  readonly unknown: string | undefined;
}

export const knownServers: readonly Rule<KnownFacts>[] = [
  serverGroupExists,
  {
    refusal: clbRefusals.ServerNotFound,
    broken: ({ serverGroup, unknown }) => serverGroup && unknown !== undefined,
    because: ({ unknown }) =>
      unknown === undefined ? 'the group has the servers' : `the group has no server ${unknown}`,
  },
];
