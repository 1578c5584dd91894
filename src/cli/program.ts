import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { VERSION } from '#platform/version.ts';
import { StoreUrlError } from '#store/url.ts';
import { CLIENT_NAMES } from './clients.ts';
import { parseEndpoint } from './endpoint.ts';
import { envFlag } from './env-flag.ts';
import { CliError, UsageError } from './error.ts';
import { DEFAULT_LISTEN, parseListen } from './listen.ts';
import { hideSecretArguments, withoutValue } from './secrets.ts';
import { complain, widthOf, wrapped } from './terminal.ts';

const DEFAULT_ENDPOINT = `http://${DEFAULT_LISTEN}`;
/** Long lines are hard to read, however wide the terminal is. */
const HELP_COLUMNS = 80;

/** Runs the command that `argv` names. Exit codes: 0 done, 1 a failed check or run, 2 wrong usage. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = build();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    complain(error instanceof Error ? error.message : String(error));
    if (!(error instanceof CliError) && process.env.TENON_DEBUG) console.error(error);
    const isUsage = error instanceof UsageError || error instanceof StoreUrlError;
    process.exitCode = isUsage ? 2 : 1;
  }
}

function build(): Command {
  const program = new Command('tenon')
    .description('A Volcengine-compatible VPC that you run yourself.')
    .version(VERSION)
    .showHelpAfterError('(--help says more)')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      getOutHelpWidth: () => Math.min(widthOf(process.stdout), HELP_COLUMNS),
      getErrHelpWidth: () => Math.min(widthOf(process.stderr), HELP_COLUMNS),
      outputError: (message, write) =>
        write(wrapped(withoutValue(message), widthOf(process.stderr))),
    })
    .hook('preAction', (_, command) => hideSecretArguments(command))
    .exitOverride();

  program
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
    )
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
      new Option('--drain <seconds>', 'how long to say that it ends, before it takes no more')
        .env('TENON_DRAIN')
        .argParser(wholeNumber(0, 3600))
        .default(0),
    )
    .action(async (options) =>
      (await import('./serve.ts')).serve({
        ...options,
        allowDefaultKey: options.allowDefaultKey ?? envFlag('TENON_ALLOW_DEFAULT_KEY'),
        allowLenient: options.allowLenient ?? envFlag('TENON_ALLOW_LENIENT'),
      }),
    );

  program
    .command('demo')
    .description('attach a network interface with the official SDK, step by step')
    .option('--keep', 'leave the server up afterwards')
    .action(async (options) => (await import('./demo.ts')).demo(options));

  program
    .command('env')
    .description('print settings that point a client here')
    .addArgument(new Argument('<client>', 'which client').choices(CLIENT_NAMES))
    .addOption(endpointOption())
    .addOption(new Option('--world <file>', 'take the key from a world file').env('TENON_WORLD'))
    .action(async (client, options) => (await import('./env.ts')).printEnv(client, options));

  program
    .command('explain')
    .description('say of every precondition whether it holds, without changing anything')
    .argument('<action>', 'attach, detach, or an action such as DeleteSubnet')
    .argument('[arguments...]', 'eni-... i-..., or Name=Value for each parameter')
    .addOption(endpointOption())
    .option('--region <region>', "the region (default: the world's)")
    .option('--account <id>', "the account that asks (default: the world's first)")
    .addOption(controlTokenOption("the server's"))
    .addOption(controlTokenFileOption())
    .option('--json', 'print the answer as JSON')
    .action(async (action, given, options) =>
      (await import('./explain.ts')).explain(action, given, options),
    );

  program
    .command('doctor')
    .description('look for what would keep a client from reaching this server')
    .addOption(endpointOption())
    .addOption(controlTokenOption("the server's"))
    .addOption(controlTokenFileOption())
    .action(async (options) => (await import('./doctor.ts')).doctor(options));

  program
    .command('backup')
    .description('copy the store of a running server into a new file, while requests go on')
    .argument('<file>', "the file to write, on the server's machine; it must not exist")
    .addOption(endpointOption())
    .addOption(controlTokenOption("the server's"))
    .addOption(controlTokenFileOption())
    .option('--json', 'print the answer as JSON')
    .action(async (file, options) => (await import('./backup.ts')).backup(file, options));

  return program;
}

/** A parser of this program's own, as commander wants it. */
function asArgument<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof UsageError) throw new InvalidArgumentError(`${error.message}.`);
      throw error;
    }
  };
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number, ${least} to ${most}.`);
  };
}

/** Names in a list that commas separate, added to those before. */
function hostNames(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => /^[\w.*-]+$/.test(name))) return [...before, ...names];
  throw new InvalidArgumentError('It is a name without a port, such as tenon.example.com.');
}

function controlTokenOption(description: string): Option {
  return new Option('--control-token <token>', description).env('TENON_CONTROL_TOKEN');
}

function controlTokenFileOption(): Option {
  return new Option('--control-token-file <file>', 'a file with the control token').env(
    'TENON_CONTROL_TOKEN_FILE',
  );
}

function endpointOption(): Option {
  return new Option('--endpoint <url>', 'where the server listens')
    .env('TENON_ENDPOINT')
    .argParser(asArgument(parseEndpoint))
    .default(DEFAULT_ENDPOINT);
}
