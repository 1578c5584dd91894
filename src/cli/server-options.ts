import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { DEFAULT_HISTORY, MOST_HISTORY } from '#history/limits.ts';
import { DEFAULT_CONNECTIONS, FEWEST_CONNECTIONS } from '#store/connections.ts';
import { envFlag } from './env-flag.ts';
import { parseListen } from './listen.ts';
import type { ServerSettings } from './open-server.ts';
import {
  asArgument,
  controlTokenFileOption,
  controlTokenOption,
  givenPlaneOptions,
  type PlaneOptions,
  planeOptions,
  wholeNumber,
} from './program-options.ts';

/*
 * What every command takes that starts a server: serve, run, start.
 */

/** @param listen where it listens unless told */
export function serverOptions(listen: Option): Option[] {
  return [
    listen.argParser(asArgument(parseListen)),
    new Option(
      '--store <url>',
      'memory, sqlite:PATH, or postgres://USER@HOST/DATABASE; the password: PGPASSWORD, PGPASSFILE',
    )
      .env('TENON_STORE')
      .default('memory'),
    new Option('--connections <count>', 'connections to a PostgreSQL; one more listens')
      .env('TENON_CONNECTIONS')
      .argParser(wholeNumber(FEWEST_CONNECTIONS, 1000))
      .default(DEFAULT_CONNECTIONS),
    new Option('--world <file>', 'the world file (YAML)').env('TENON_WORLD'),
    new Option('--auth <mode>', 'how signatures are judged')
      .env('TENON_AUTH')
      .choices(['strict', 'lenient'])
      .default('strict'),
    new Option('--transitions <mode>', 'when transient states settle')
      .env('TENON_TRANSITIONS')
      .choices(['instant', 'realistic', 'manual'])
      .default('instant'),
    new Option('--pace <factor>', 'multiplies the time that a transient state takes')
      .env('TENON_PACE')
      .argParser(pace)
      .default(1),
    new Option('--data-plane <name>', 'what makes networks real; none records them only')
      .env('TENON_DATA_PLANE')
      .default('none'),
    ...planeOptions(),
    controlTokenOption('lets the control API answer beyond loopback; ps shows it: better its file'),
    controlTokenFileOption(),
    new Option('--allow-host <name>', 'a name that others ask this server by; may be repeated')
      .env('TENON_ALLOW_HOST')
      .argParser(hostNames),
    new Option(
      '--allow-default-key',
      'let the published default key be used beyond loopback (env: TENON_ALLOW_DEFAULT_KEY)',
    ),
    new Option(
      '--allow-lenient',
      'let --auth lenient answer beyond loopback (env: TENON_ALLOW_LENIENT)',
    ),
    new Option(
      '--tls <how>',
      'speak TLS; self-signed: with a certificate of its own, which is kept',
    )
      .env('TENON_TLS')
      .choices(['self-signed']),
    new Option('--tls-cert <file>', 'speak TLS with this certificate and its chain (PEM)').env(
      'TENON_TLS_CERT',
    ),
    new Option('--tls-key <file>', 'the private key of the certificate (PEM)').env('TENON_TLS_KEY'),
    new Option(
      '--no-console',
      'show browsers a plain page in place of the console (env: TENON_NO_CONSOLE)',
    ),
    new Option('--max-in-flight <count>', 'requests at work; more are told to come again')
      .env('TENON_MAX_IN_FLIGHT')
      .argParser(wholeNumber(1, 1_000_000))
      .default(DEFAULT_MAX_IN_FLIGHT),
    new Option('--history <count>', 'requests to remember, for tenon why; 0: none')
      .env('TENON_HISTORY')
      .argParser(wholeNumber(0, MOST_HISTORY))
      .default(DEFAULT_HISTORY),
    new Option('--log <level>', 'what to log; info unless told where --log-file is given')
      .env('TENON_LOG')
      .choices(['silent', 'error', 'info', 'debug'])
      .default('error'),
    new Option('--log-file <file>', 'where the log goes, in place of standard error').env(
      'TENON_LOG_FILE',
    ),
  ];
}

/** What commander makes of `serverOptions`. */
type GivenOptions = Omit<ServerSettings, 'planeOptions' | 'allowDefaultKey' | 'allowLenient'> &
  PlaneOptions & {
    readonly allowDefaultKey?: boolean;
    readonly allowLenient?: boolean;
  };

/** What `serverOptions` were given, with the switches that the environment may set. */
export function givenServerSettings(options: GivenOptions, command: Command): ServerSettings {
  const isLevelGiven = command.getOptionValueSource('log') !== 'default';
  return {
    ...options,
    planeOptions: givenPlaneOptions(options),
    allowDefaultKey: options.allowDefaultKey ?? envFlag('TENON_ALLOW_DEFAULT_KEY'),
    allowLenient: options.allowLenient ?? envFlag('TENON_ALLOW_LENIENT'),
    console: options.console && !envFlag('TENON_NO_CONSOLE'),
    ...(options.logFile !== undefined && !isLevelGiven && { log: 'info' }),
  };
}

function pace(text: string): number {
  const factor = /^\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (factor <= 1_000_000) return factor;
  throw new InvalidArgumentError('It is a number, 0 to 1000000, such as 0.5.');
}

/** Parses a comma-separated list of names, and adds them to those before. */
function hostNames(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => /^[\w.*-]+$/.test(name))) return [...before, ...names];
  throw new InvalidArgumentError('It is a name without a port, such as tenon.example.com.');
}
