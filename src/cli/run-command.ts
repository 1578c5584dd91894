import { type Command, Option } from 'commander';
import { parseListen } from './listen.ts';
import { givenServerSettings, serverOptions } from './server-options.ts';

const FREE_PORT = '127.0.0.1:0';

/** Adds `tenon run`. */
export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('run a command beside a server of its own, which ends with it')
    .usage('[options] -- <command> [arguments...]')
    .argument('<command...>', 'the command and its arguments, after --')
    .showHelpAfterError("(the command's own options come after --; --help says more)");
  const listen = new Option('--listen <host:port>', 'where the server listens').default(
    parseListen(FREE_PORT),
    'a free port of loopback',
  );
  for (const option of serverOptions(listen)) command.addOption(option);
  command
    .option('--verbose', 'say on standard error where the server is')
    .addHelpText('after', HELP)
    .action(async (given: string[], options, self) =>
      (await import('./run.ts')).run(given, { ...options, ...givenServerSettings(options, self) }),
    );
}

const HELP = `
The environment of the command points every client at the server, as "tenon env"
does, and TENON_ENDPOINT every other command of tenon. The exit code is the
command's: 128+n when signal n ended it, 127 when it is not found, 126 when it
cannot be executed, 125 when the server does not start. Should tenon be killed
by SIGKILL, the command is ended, too.

Examples:
  tenon run -- pytest -x
  tenon run --transitions manual --world world.yaml -- go test ./...
  tenon run --store sqlite:kept.db --log-file tenon.log -- sh -c 'terraform apply'`;
