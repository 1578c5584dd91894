import { type Command, InvalidArgumentError, Option } from 'commander';
import { endpointOption, wholeNumber } from './program-options.ts';
import { listenOption } from './serve-command.ts';
import { serverOptions } from './server-options.ts';

/** The name of the server in the background where there is one only. */
const DEFAULT_NAME = 'default';

/** Adds the commands about servers in the background: start, status, wait, logs, stop. */
export function addBackground(program: Command): void {
  addStart(program);

  program
    .command('status')
    .description('say whether the server in the background is ready')
    .addOption(nameOption())
    .option('--all', 'of every server in the background')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe exit code is 0 when it is ready, and 1 when it is not or does not run.\n\nExample:\n  tenon status --json',
    )
    .action(async (options) => (await import('./status.ts')).status(options));

  program
    .command('wait')
    .description('wait until a server is ready, in the background or anywhere')
    .addOption(nameOption())
    .addOption(endpointOption().conflicts('name'))
    .addOption(timeoutOption('how long to wait', 60))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nWithout --endpoint it is the server in the background, if one was started.\n\nExamples:\n  tenon wait --timeout 30\n  tenon wait --endpoint http://tenon:7410',
    )
    .action(async (options, self) =>
      (await import('./wait.ts')).wait({ ...options, name: await nameToWaitFor(self) }),
    );

  program
    .command('logs')
    .description('print what the server in the background has said')
    .addOption(nameOption())
    .addOption(new Option('-f, --follow', 'go on until the server ends').conflicts('json'))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  tenon logs --follow')
    .action(async (options) => (await import('./logs.ts')).logs(options));

  program
    .command('stop')
    .description('end the server in the background, and wait until it has ended')
    .addOption(nameOption())
    .option('--all', 'every server in the background')
    .addOption(timeoutOption('when to kill it, if it does not end', 30))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt is no mistake to stop a server that does not run.\n\nExample:\n  tenon stop',
    )
    .action(async (options) => (await import('./stop.ts')).stop(options));
}

/** These go by the environment: arguments are shown to every user of the machine. */
const SECRET: Readonly<Record<string, string>> = {
  '--control-token': 'TENON_CONTROL_TOKEN',
  '--store': 'TENON_STORE',
};

function addStart(program: Command): void {
  const command = program
    .command('start')
    .description('start a server in the background, and wait until it is ready');
  const args: string[] = [];
  const env: Record<string, string> = {};
  for (const option of serverOptions(listenOption())) {
    command.addOption(option);
    const { long = '' } = option;
    // As they were written: the server reads them again.
    command.on(`option:${option.name()}`, (value?: string) => {
      const variable = SECRET[long];
      if (variable !== undefined) env[variable] = value ?? '';
      else args.push(option.isBoolean() ? long : `${long}=${value}`);
    });
  }
  command
    .addOption(nameOption())
    .addOption(timeoutOption('how long to wait until it is ready', 60))
    .addOption(jsonOption())
    .addHelpText('after', START_HELP)
    .action(async (options) => (await import('./start.ts')).start({ args, env }, options));
}

const START_HELP = `
The server goes on when the terminal is closed. What it says is in its log, and
what is known of it in the user's state folder ($XDG_STATE_HOME/tenon).

Examples:
  tenon start --store sqlite:tenon.db
  tenon start --name second --listen 7411 --json
  tenon status && tenon logs && tenon stop`;

/** The one that was named, or the usual one where that was started and no endpoint says more. */
async function nameToWaitFor(command: Command): Promise<string | undefined> {
  const { name } = command.opts();
  if (command.getOptionValueSource('name') === 'cli') return name;
  if (command.getOptionValueSource('endpoint') !== 'default') return undefined;
  const { findServer } = await import('./background-state.ts');
  return findServer(name) === undefined ? undefined : name;
}

const nameOption = () =>
  new Option('--name <name>', 'which server, where there are several')
    .argParser(serverName)
    .default(DEFAULT_NAME);

const timeoutOption = (description: string, seconds: number) =>
  new Option('--timeout <seconds>', description).argParser(wholeNumber(1, 86_400)).default(seconds);

const jsonOption = () => new Option('--json', 'print the answer as JSON');

function serverName(text: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError('It is letters, digits, ".", "_" and "-", 64 at most.');
}
