import { CLIENTS } from '#control/settings/clients.ts';
import type { Answered } from '#gateway/answered.ts';
import type { ServerOptions } from '#server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { AccessKey } from '#world/world.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { exercisedIn, RECORDS, record } from './exercised.ts';

const PERMANENT: AccessKey = { accountId: DEFAULT_ACCOUNT.id, ...keyOf(DEFAULT_ACCOUNT) };

/** A key that is good with its session token only. */
const TEMPORARY: AccessKey = {
  accountId: DEFAULT_ACCOUNT.id,
  accessKeyId: 'AKTPtenon0000000000000000000session',
  secretAccessKey: 'TenonTemporarySecretKeyForLocalUseOnly==',
  sessionToken: 'session/token+of==tenon',
};

/** Dwell times are real, so that clients have something to poll for, and short: 20 to 100 ms. */
const PACE = 0.02;

/** A server for a client program, and the requests that it got. */
export interface ClientServer {
  readonly server: TestServer;
  /** What points a client here, as `tenon env bash` prints it, and the temporary key. */
  readonly env: Readonly<Record<string, string>>;
  /** Every answer that was given, in order. */
  readonly answered: readonly Answered[];
  /** Closes the server. @throws the first fault that was answered as InternalError. */
  close(): Promise<void>;
}

export async function stage(options: ServerOptions = {}): Promise<ClientServer> {
  const answered: Answered[] = [];
  const server = await startServer({
    world: makeWorld({
      accounts: [{ ...DEFAULT_ACCOUNT, quotas: {}, keys: [PERMANENT, TEMPORARY] }],
    }),
    transitions: 'realistic',
    pace: PACE,
    onAnswered: (each) => answered.push(each),
    ...options,
  });
  return {
    server,
    env: environment(server),
    answered,
    async close() {
      await server.close();
      const faulty = answered.find(({ fault }) => fault !== undefined);
      if (faulty !== undefined) throw faulty.fault;
    },
  };
}

function environment({ url, world }: TestServer): Record<string, string> {
  const [key = PERMANENT] = world.accounts[0]?.keys ?? [];
  const bash = CLIENTS.bash({ endpoint: url, region: world.defaultRegionId, ...keyOf(key) });
  const pairs = [...bash.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value.replace(/^'(.*)'$/, '$1'),
  ]);
  return {
    ...Object.fromEntries(pairs),
    SESSION_ACCESS_KEY: TEMPORARY.accessKeyId,
    SESSION_SECRET_KEY: TEMPORARY.secretAccessKey,
    SESSION_TOKEN: TEMPORARY.sessionToken ?? '',
  };
}

function keyOf({
  accessKeyId,
  secretAccessKey,
}: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'>) {
  return { accessKeyId, secretAccessKey };
}

/** How often each action was answered, whatever the answer was. */
export function countOf(answered: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { identity } of answered) {
    const name = nameOf(identity);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Which actions were answered with 200: a set, so that it is the same however long a poll takes. */
export function exercised(answered: readonly Answered[]): string[] {
  return [...new Set(answered.filter(({ status }) => status === 200).map(nameOfAnswer))].sort();
}

const nameOf = ({ service, action }: Answered['identity']) => `${service}:${action}`;
const nameOfAnswer = ({ identity }: Answered) => nameOf(identity);

/**
 * What `test/clients/<folder>/exercised.json` has of a client, to compare with what was seen now.
 * With TENON_RECORD=1 the file is first written anew.
 */
export function recordOf(folder: string, label: string, seen: readonly string[]) {
  if (RECORDS) record(folder, label, seen);
  return exercisedIn(folder)[label];
}
