import { isLoopbackName } from '#gateway/request-head.ts';
import { VERSION } from '#platform/version.ts';
import { PUBLISHED_SECRETS } from '#world/defaults.ts';
import { reachableBy } from './addresses.ts';
import { quoted, tenon } from './command-line.ts';
import type { Exposure } from './exposure.ts';
import { DEFAULT_LISTEN, DEFAULT_PORT } from './listen.ts';
import { styled } from './terminal.ts';

/** What a server says of itself when it is up. */
export interface Started extends Exposure {
  /** As the server says it: `http://127.0.0.1:7410`. */
  readonly url: string;
  /** As it may be shown: without a password. */
  readonly store: string;
  readonly transitions: string;
  /** Its name. */
  readonly dataPlane: string;
  readonly showSecrets?: boolean;
  readonly worldFile: string | undefined;
  readonly hasControlToken: boolean;
}

type Line = readonly [name: string, value: string];

/** What one needs now, a line each, and no line over 60 columns unless a value is that long. */
export function banner(started: Started): string {
  const { world } = started;
  const key = world.accounts[0]?.keys[0];
  const lines: readonly Line[] = [
    ...network(started),
    ['store', started.store === 'memory' ? 'memory: gone when this ends' : started.store],
    ['signatures', started.auth === 'strict' ? 'checked' : warning('NOT CHECKED (--auth lenient)')],
    ['transitions', started.transitions],
    ['data plane', planeOf(started)],
    ['region', world.defaultRegionId],
    ['account', world.defaultAccountId],
    ['access key', key?.accessKeyId ?? 'none'],
    ['secret key', secretOf(started)],
  ];
  return [
    styled('bold', `Tenon ${VERSION} listens on ${started.url}`),
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(12)}  ${value}`),
    '',
    ...next(started).map(([what, command]) => `  ${what}:\n    ${styled('cyan', command)}`),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}

/** What makes networks real. */
function planeOf({ dataPlane }: Started): string {
  return dataPlane === 'none' ? 'none: networks are recorded only' : dataPlane;
}

/** Output is kept by terminals, logs and CI systems: a secret is in it only where somebody asks. */
function secretOf({ world, showSecrets }: Started): string {
  const secret = world.accounts[0]?.keys[0]?.secretAccessKey;
  return secret === undefined || showSecrets ? (secret ?? 'none') : 'not shown (--show-secrets)';
}

/** By which addresses others come, and what they find. */
function network(started: Started): Line[] {
  const { url, host, hasControlToken } = started;
  if (isLoopbackName(host)) return [];
  const reachable = reachableBy({ host, port: Number(new URL(url).port || 80) });
  return [
    ...reachable.map((each): Line => ['from others', `${each.url} (${each.interface})`]),
    ['open', openApi(started)],
    ['', hasControlToken ? '/_tenon, to all who have the token' : '/_tenon, to this machine alone'],
    ['', '/_tenon/health/live and ready, to all'],
  ];
}

/** What others may do of the API; the warnings on standard error say more. */
function openApi({ auth, allowLenient, allowDefaultKey, world }: Started): string {
  if (auth === 'lenient') {
    return allowLenient ? warning('THE API, TO EVERYBODY: no key is needed') : 'nothing of the API';
  }
  const keys = world.accounts.flatMap((account) => account.keys);
  const secret = keys.filter(({ secretAccessKey }) => !PUBLISHED_SECRETS.has(secretAccessKey));
  if (allowDefaultKey && secret.length < keys.length) {
    return warning('THE API, TO EVERYBODY: the default key is known');
  }
  return secret.length === 0 ? 'nothing of the API' : 'the API, to all who have a key';
}

/** What to do next, and the command line for it. */
function next({ url, worldFile }: Started): Line[] {
  const endpoint = shortEndpoint(url);
  const there = endpoint === '' ? '' : ` --endpoint ${endpoint}`;
  const world = worldFile === undefined ? '' : ` --world ${quoted(worldFile)}`;
  return [
    [
      'Point a shell here (or terraform, python, go, node)',
      `eval "$(${tenon()} env bash${there}${world})"`,
    ],
    ['See whether a client will reach it', `${tenon()} doctor${there}`],
  ];
}

/** As short as `--endpoint` takes it; '' when it is the default. */
function shortEndpoint(url: string): string {
  const { host, port, hostname } = new URL(url);
  if (host === DEFAULT_LISTEN) return '';
  return hostname === '127.0.0.1' ? `:${port || 80}` : `${hostname}:${port || DEFAULT_PORT}`;
}

const warning = (text: string) => styled(['bold', 'yellow'], text);
