import { isConsoleBuilt } from '#console/built.ts';
import { quoted } from '#control/settings/quoted.ts';
import type { TrustFiles } from '#control/settings/target.ts';
import { trustVariables } from '#control/settings/variables.ts';
import { isLoopbackName } from '#gateway/request-head.ts';
import { VERSION } from '#platform/version.ts';
import { PUBLISHED_SECRETS } from '#world/defaults.ts';
import { reachableBy } from './addresses.ts';
import { tenon } from './command-line.ts';
import { endpointOptionOf } from './endpoint.ts';
import type { Exposure } from './exposure.ts';
import { inUrl } from './listen.ts';
import type { PlaneOptions } from './program-options.ts';
import { styled } from './terminal.ts';

/** What a server says about itself when it is up. */
export interface Started extends Exposure {
  /** The URL as the server gives it: `http://127.0.0.1:7410`. */
  readonly url: string;
  /** The store's URL without a password. */
  readonly store: string;
  readonly transitions: string;
  /** Its name. */
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
  readonly showSecrets?: boolean;
  /** Whether browsers get the console. */
  readonly console: boolean;
  readonly worldFile: string | undefined;
  readonly hasControlToken: boolean;
  /** What clients are told to trust, where they do not know the authority. */
  readonly trust: TrustFiles | undefined;
}

type Line = readonly [name: string, value: string];

/**
 * What the user needs now, one line each; no line is over 60 columns unless a value is that long.
 */
export function banner(started: Started): string {
  const { world } = started;
  const key = world.accounts[0]?.keys[0];
  const lines: readonly Line[] = [
    ...network(started),
    ...consoleLine(started),
    ['store', started.store === 'memory' ? 'memory: gone when this ends' : started.store],
    ['signatures', started.auth === 'strict' ? 'checked' : warning('NOT CHECKED (--auth lenient)')],
    ['transitions', started.transitions],
    ['data plane', planeOf(started)],
    ['region', world.defaultRegionId],
    ['account', world.defaultAccountId],
    ['access key', key?.accessKeyId ?? 'none'],
    ['secret key', secretOf(started)],
    ...(started.trust ? [['certificate', started.trust.certificate] as const] : []),
  ];
  return [
    styled('bold', `Tenon ${VERSION} listens on ${started.url}`),
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(12)}  ${value}`),
    '',
    ...trustHints(started),
    ...next(started).map(([what, command]) => `  ${what}:\n    ${styled('cyan', command)}`),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}

/**
 * The same for a program: a line of JSON with `url`, `region`, `accountId`, `accessKeyId`, and, if
 * secrets are to be shown, `secretAccessKey`.
 */
export function bannerJson({ url, world, showSecrets }: Started): string {
  const key = world.accounts[0]?.keys[0];
  return JSON.stringify({
    version: VERSION,
    url,
    region: world.defaultRegionId,
    accountId: world.defaultAccountId,
    accessKeyId: key?.accessKeyId,
    ...(showSecrets && { secretAccessKey: key?.secretAccessKey }),
  });
}

/** Where people look at it, on this machine. */
function consoleLine({ console: isShown, url }: Started): Line[] {
  if (!isShown) return [];
  const here = url.replace(/\/\/(0\.0\.0\.0|\[::\])(?=:)/, '//127.0.0.1');
  return [['console', isConsoleBuilt() ? `${here}/` : 'not built: "npm start" or "npm run build"']];
}

/** What makes networks real. */
function planeOf({ dataPlane, planeOptions }: Started): string {
  if (dataPlane === 'none') return 'none: networks are recorded only';
  const { guest, rootless, uplink, runCommands } = planeOptions;
  const said = [
    rootless && 'rootless',
    uplink === undefined ? 'no uplink' : `uplink ${uplink}`,
    guest === 'none' && 'guests are not configured',
    runCommands && 'commands are carried out',
  ];
  return `${dataPlane} (${said.filter(Boolean).join(', ')})`;
}

/** Terminals, logs and CI systems keep output, so it contains a secret only on request. */
function secretOf({ world, showSecrets }: Started): string {
  const secret = world.accounts[0]?.keys[0]?.secretAccessKey;
  return secret === undefined || showSecrets ? (secret ?? 'none') : 'not shown (--show-secrets)';
}

/** The addresses at which others reach the server, and what they may do. */
function network(started: Started): Line[] {
  const { url, host, hasControlToken } = started;
  if (isLoopbackName(host)) return [];
  const { protocol, port } = new URL(url);
  const reachable = reachableBy({ host, port: Number(port || 80) }, protocol);
  return [
    ...reachable.map((each): Line => ['from others', `${each.url} (${each.interface})`]),
    ['open', openApi(started)],
    ['', hasControlToken ? '/_tenon, to all who have the token' : '/_tenon, to this machine alone'],
    ['', '/_tenon/health/live and ready, to all'],
  ];
}

/** Whom the API answers where others reach the server. */
type OpenTo = 'nobody' | 'holders of a key' | 'everybody: no key' | 'everybody: known key';

function openTo({ auth, allowLenient, allowDefaultKey, world }: Started): OpenTo {
  if (auth === 'lenient') return allowLenient ? 'everybody: no key' : 'nobody';
  const keys = world.accounts.flatMap((account) => account.keys);
  const secret = keys.filter(({ secretAccessKey }) => !PUBLISHED_SECRETS.has(secretAccessKey));
  if (allowDefaultKey && secret.length < keys.length) return 'everybody: known key';
  return secret.length === 0 ? 'nobody' : 'holders of a key';
}

/** The same in words; the warnings on standard error say more. */
function openApi(started: Started): string {
  switch (openTo(started)) {
    case 'nobody':
      return 'nothing of the API';
    case 'holders of a key':
      return 'the API, to all who have a key';
    case 'everybody: no key':
      return warning('THE API, TO EVERYBODY: no key is needed');
    case 'everybody: known key':
      return warning('THE API, TO EVERYBODY: the default key is known');
  }
}

/** How clients come to trust a certificate that no authority has signed. */
function trustHints({ trust }: Started): string[] {
  if (trust === undefined) return [];
  const variables = Object.entries(trustVariables(trust));
  return [
    '  Clients trust the certificate by (Node.js; Go; Python; curl):',
    ...variables.map(([name, file]) => `    ${styled('cyan', `export ${name}=${quoted(file)}`)}`),
    '    Volcengine Python SDK: configuration.ssl_ca_cert',
    '    Java: keytool -importcert, into a trust store',
    '',
  ];
}

/** What to do next, and the command line for it. */
function next(started: Started): Line[] {
  const { url, host, auth, worldFile } = started;
  const there = endpointOptionOf(url);
  const world = worldFile === undefined ? '' : ` --world ${quoted(worldFile)}`;
  const doctor: Line = ['See whether a client will reach it', `${tenon()} doctor${there}`];
  const env = `eval "$(${tenon()} env bash${there}${world})"`;
  const open = isLoopbackName(host) ? 'holders of a key' : openTo(started);
  if (open === 'nobody') {
    const again = `${tenon()} serve --listen ${inUrl(host)}:${new URL(url).port || 80}`;
    return [
      auth === 'lenient'
        ? ['Every request is refused. To have signatures checked', `${again} --world FILE`]
        : ['Every key is refused. To serve with keys of your own', `${again} --world FILE`],
      doctor,
    ];
  }
  const shell = 'Point a shell here (or terraform, python, go, node)';
  if (open === 'holders of a key') return [[shell, env], doctor];
  const danger =
    open === 'everybody: no key'
      ? 'Anybody who reaches this server may do everything.'
      : 'Anybody who reaches this server can sign with this key.';
  return [[`${warning(danger)}\n  ${shell}`, env], doctor];
}

const warning = (text: string) => styled(['bold', 'yellow'], text);
