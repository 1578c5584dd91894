import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { DEFAULT_HISTORY, MOST_HISTORY } from '#history/limits.ts';
import { envFlag } from './env-flag.ts';
import { DEFAULT_LISTEN, parseListen } from './listen.ts';
import {
  asArgument,
  controlTokenFileOption,
  controlTokenOption,
  givenPlaneOptions,
  planeOptions,
  wholeNumber,
} from './program-options.ts';

/** Adds `tenon serve`. */
export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .description('serve the API')
    .addOption(
      new Option('--listen <host:port>', 'where to listen; a port alone is one of loopback')
        .env('TENON_LISTEN')
        .argParser(asArgument(parseListen))
        .default(parseListen(DEFAULT_LISTEN), DEFAULT_LISTEN),
    )
    .addOption(
      new Option(
        '--store <url>',
        'memory, sqlite:PATH, or postgres://USER@HOST/DATABASE; the password: PGPASSWORD, PGPASSFILE',
      )
        .env('TENON_STORE')
        .default('memory'),
    )
    .addOption(new Option('--world <file>', 'the world file (YAML)').env('TENON_WORLD'))
    .addOption(
      new Option('--auth <mode>', 'how signatures are judged')
        .env('TENON_AUTH')
        .choices(['strict', 'lenient'])
        .default('strict'),
    )
    .addOption(
      new Option('--transitions <mode>', 'when transient states settle')
        .env('TENON_TRANSITIONS')
        .choices(['instant', 'realistic', 'manual'])
        .default('instant'),
    )
    .addOption(
      new Option('--data-plane <name>', 'what makes networks real; none records them only')
        .env('TENON_DATA_PLANE')
        .default('none'),
    );
  for (const option of planeOptions()) command.addOption(option);
  command
    .addOption(
      controlTokenOption(
        'lets the control API answer beyond loopback; ps shows it: better its file',
      ),
    )
    .addOption(controlTokenFileOption())
    .addOption(
      new Option('--allow-host <name>', 'a name that others ask this server by; may be repeated')
        .env('TENON_ALLOW_HOST')
        .argParser(hostNames),
    )
    .option(
      '--allow-default-key',
      'let the published default key be used beyond loopback (env: TENON_ALLOW_DEFAULT_KEY)',
    )
    .option(
      '--allow-lenient',
      'let --auth lenient answer beyond loopback (env: TENON_ALLOW_LENIENT)',
    )
    .option('--show-secrets', 'print the first secret key')
    .addOption(
      new Option('--log <level>', 'what to log to standard error')
        .env('TENON_LOG')
        .choices(['silent', 'error', 'info', 'debug'])
        .default('error'),
    )
    .addOption(
      new Option('--max-in-flight <count>', 'requests at work; more are told to come again')
        .env('TENON_MAX_IN_FLIGHT')
        .argParser(wholeNumber(1, 1_000_000))
        .default(DEFAULT_MAX_IN_FLIGHT),
    )
    .addOption(
      new Option('--history <count>', 'requests to remember, for tenon why; 0: none')
        .env('TENON_HISTORY')
        .argParser(wholeNumber(0, MOST_HISTORY))
        .default(DEFAULT_HISTORY),
    )
    .addOption(
      new Option('--drain <seconds>', 'how long to say that it ends, before it takes no more')
        .env('TENON_DRAIN')
        .argParser(wholeNumber(0, 3600))
        .default(0),
    )
    .action(async (options) =>
      (await import('./serve.ts')).serve({
        ...options,
        planeOptions: givenPlaneOptions(options),
        allowDefaultKey: options.allowDefaultKey ?? envFlag('TENON_ALLOW_DEFAULT_KEY'),
        allowLenient: options.allowLenient ?? envFlag('TENON_ALLOW_LENIENT'),
      }),
    );
}

/** Parses a comma-separated list of names, and adds them to those before. */
function hostNames(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => /^[\w.*-]+$/.test(name))) return [...before, ...names];
  throw new InvalidArgumentError('It is a name without a port, such as tenon.example.com.');
}
