import { Argument, Command, CommanderError, Option } from 'commander';
import { CLIENT_NAMES } from '#control/settings/clients.ts';
import { PACKET_PROTOCOLS } from '#packet/packet.ts';
import { VERSION } from '#platform/version.ts';
import { StoreUrlError } from '#store/url.ts';
import { addAccount } from './account-commands.ts';
import { addBackground } from './background-commands.ts';
import { parseEndpoint } from './endpoint.ts';
import { CliError } from './error.ts';
import { addFault } from './fault-commands.ts';
import { addHistory } from './history-commands.ts';
import { LANGUAGES, languageOf, speak, speaksChinese } from './language.ts';
import { addPlaneCommands } from './plane-commands.ts';
import {
  asArgument,
  controlOptions,
  controlTokenFileOption,
  controlTokenOption,
  endpointOption,
  givenPlaneOptions,
  planeOptions,
} from './program-options.ts';
import { addRun } from './run-command.ts';
import { hideSecretArguments, withoutValue } from './secrets.ts';
import { addServe } from './serve-command.ts';
import { addExport, addSnapshot } from './snapshot-commands.ts';
import { complain, widthOf, wrapped } from './terminal.ts';
import { addWorld } from './world-commands.ts';

/** Long lines are hard to read, even on a wide terminal. */
const HELP_COLUMNS = 80;

/**
 * Runs the command that `argv` names. Exit codes: 0 done, 1 a failed check or run, 2 wrong usage;
 * of `exec`, `shell` and `run` those of the command, and 125 when it was not run.
 */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  await speak(languageOf(argv, process.env));
  const program = buildProgram(argv[2]);
  if (speaksChinese()) (await import('./zh/layout.ts')).layOutInChinese(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const isOfWorldFile = error instanceof Error && error.name === 'WorldFileError';
    const message = error instanceof Error ? error.message : String(error);
    complain(message, isOfWorldFile ? 'worldFile' : 'errors');
    if (!(error instanceof CliError) && process.env.TENON_DEBUG) console.error(error);
    if (error instanceof CliError) process.exitCode = error.exitCode;
    else process.exitCode = error instanceof StoreUrlError ? 2 : 1;
  }
}

/**
 * All commands with what they take; for a command line that begins with `serve` this one alone, because
 * to make the others is a part of each start.
 */
export function buildProgram(first?: string): Command {
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

  addServe(program);
  if (first !== 'serve') addOthers(program);
  addLanguage(program);
  return program;
}

function addOthers(program: Command): void {
  addRun(program);
  addBackground(program);

  const demo = program
    .command('demo')
    .description('attach a network interface with the official SDK, step by step')
    .option('--keep', 'leave the server up afterwards')
    .addOption(
      new Option('--endpoint <url>', 'on a server that runs, in place of one of its own')
        .argParser(asArgument(parseEndpoint))
        .conflicts(['keep', 'dataPlane']),
    )
    .addOption(new Option('--world <file>', "that server's world file, for its key"))
    .addOption(
      new Option('--data-plane <name>', 'netns: with real packets')
        .env('TENON_DATA_PLANE')
        .choices(['none', 'netns'])
        .default('none'),
    );
  for (const option of planeOptions()) demo.addOption(option);
  demo.action(async (options) =>
    (await import('./demo.ts')).demo({ ...options, planeOptions: givenPlaneOptions(options) }),
  );

  const env = program
    .command('env')
    .description('print settings that point a client at the server')
    .addArgument(new Argument('<client>', 'which client').choices(CLIENT_NAMES));
  for (const option of controlOptions()) env.addOption(option);
  env
    .addOption(
      new Option('--world <file>', 'take the key from a world file, if no server answers').env(
        'TENON_WORLD',
      ),
    )
    .addHelpText(
      'after',
      '\nThe server is asked for its key and region.\n\nExamples:\n  eval "$(tenon env bash)"\n  tenon env fish | source\n  tenon env powershell | Invoke-Expression\n  tenon env terraform > provider.tf',
    )
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

  const packet = program
    .command('packet')
    .description('say what becomes of a packet and of its answer, and why, without sending it')
    .argument('<from>', 'eni-..., i-... for its primary one, or internet')
    .argument('<to>', 'an address, or eni-..., i-... or internet')
    .addArgument(
      new Argument('[protocol]', 'what is sent (default: a ping)').choices(PACKET_PROTOCOLS),
    )
    .argument('[port]', 'the destination port, for tcp and udp')
    .option('--source <address>', "the source address (default: the sender's primary)")
    .option('--region <region>', "the region (default: the world's)")
    .option('--account <id>', "whose the interfaces are (default: the world's first)")
    .option('--json', 'print the answer as JSON');
  for (const option of controlOptions()) packet.addOption(option);
  packet
    .addHelpText(
      'after',
      '\nThe exit code is 1 when it does not arrive.\n\nExamples:\n  tenon packet eni-1 eni-2 tcp 22\n  tenon packet i-1 10.0.1.20\n  tenon packet internet eni-2 tcp 443',
    )
    .action(async (from, to, protocol, port, options) =>
      (await import('./packet.ts')).packet(from, to, protocol, port, options),
    );

  const doctor = program
    .command('doctor')
    .description('look for what would keep a client from reaching this server')
    .addOption(endpointOption())
    .addOption(controlTokenOption("the server's"))
    .addOption(controlTokenFileOption())
    .addOption(
      new Option(
        '--data-plane <name>',
        'look for what a server with it would lack on this host, and for no server',
      ).default('none'),
    );
  for (const option of planeOptions()) doctor.addOption(option);
  doctor.option('--json', 'print the findings as JSON');
  doctor.addHelpText(
    'after',
    '\nA signed call is made as a client would. The exit code is 1 when something keeps\nclients away.\n\nExamples:\n  tenon doctor\n  tenon doctor --endpoint https://127.0.0.1:7410\n  tenon doctor --data-plane netns',
  );
  doctor.action(async (options) =>
    (await import('./doctor.ts')).doctor({ ...options, planeOptions: givenPlaneOptions(options) }),
  );

  program
    .command('backup')
    .description('copy the store of a running server into a new file, while requests go on')
    .argument('<file>', "the file to write, on the server's machine; it must not exist")
    .addOption(endpointOption())
    .addOption(controlTokenOption("the server's"))
    .addOption(controlTokenFileOption())
    .option('--json', 'print the answer as JSON')
    .action(async (file, options) => (await import('./backup.ts')).backup(file, options));

  addAccount(program);
  addSnapshot(program);
  addExport(program);
  addWorld(program);
  addFault(program);
  addHistory(program);
  addPlaneCommands(program);
  program
    .command('completion')
    .description('print what has a shell complete the commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      '\nExamples:\n  eval "$(tenon completion bash)"        in ~/.bashrc\n  eval "$(tenon completion zsh)"         in ~/.zshrc, after compinit\n  tenon completion fish | source         in config.fish',
    )
    .action(async (shell) =>
      console.log((await import('./completion.ts')).completionScript(program, shell)),
    );
}

/** It may stand after the name of a command, too, whose own help does not repeat it. */
function addLanguage(program: Command): void {
  program.addOption(languageOption());
  const add = (command: Command): void => {
    command.addOption(languageOption().hideHelp());
    command.commands.forEach(add);
  };
  program.commands.forEach(add);
}

const languageOption = (): Option =>
  new Option('--lang <language>', 'the language of help and errors; unless told that of the locale')
    .env('TENON_LANG')
    .choices(LANGUAGES);
