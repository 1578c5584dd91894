import { type Command, InvalidArgumentError, Option } from 'commander';
import { envFlag } from './env-flag.ts';
import { controlOptions, wholeNumber } from './program-options.ts';

/** A process id: Linux has at most 4194304 of them. */
const LAST_PID = 4_194_304;

/** Adds the commands about instances as places on this host, and about what is on this host. */
export function addPlaneCommands(program: Command): void {
  withControl(
    program
      .command('exec')
      .description("run a command inside an instance, or in the internet, on the server's machine")
      .argument('<place>', 'i-..., or internet')
      .argument('<command...>', 'the command and its arguments, after --'),
  ).action(async (place, command, options) =>
    (await import('./enter.ts')).exec(place, command, options),
  );

  withControl(
    program
      .command('shell')
      .description('open a shell inside an instance, or in the internet')
      .argument('<place>', 'i-..., or internet'),
  ).action(async (place, options) => (await import('./enter.ts')).shell(place, options));

  withControl(
    program
      .command('bind')
      .description('make something that runs already the instance: its NICs are plugged there')
      .argument('<instance>', 'i-...')
      .addOption(
        new Option('--pid <pid>', 'a process')
          .argParser(wholeNumber(1, LAST_PID))
          .conflicts(['netns', 'container']),
      )
      .addOption(
        new Option('--netns <path>', 'a network namespace').conflicts(['pid', 'container']),
      )
      .addOption(new Option('--container <name>', 'a container').conflicts(['pid', 'netns'])),
  ).action(async (instance, options) => (await import('./bind.ts')).bind(instance, options));

  withControl(
    program
      .command('unbind')
      .description('give the instance a network namespace of its own again')
      .argument('<instance>', 'i-...'),
  ).action(async (instance, options) => (await import('./bind.ts')).unbind(instance, options));

  const netns = program
    .command('netns')
    .description('what data planes have made on this host, with or without a server');
  onHost(netns.command('list').description('show it')).action(async (options) =>
    (await import('./netns.ts')).list(onThisHost(options)),
  );
  onHost(netns.command('clean').description('remove it, but for what a server drives'))
    .addOption(
      new Option('--plane <id>', 'of one data plane, by its 8 hexadecimal digits').argParser(
        planeId,
      ),
    )
    .option('--force', 'what a server drives, too')
    .action(async (options) => (await import('./netns.ts')).clean(onThisHost(options)));
}

const onHost = (command: Command) =>
  command
    .option('--rootless', "this user's own, made with --rootless (env: TENON_ROOTLESS)")
    .option('--json', 'print it as JSON');

const onThisHost = <T extends { rootless?: boolean }>(options: T) => ({
  ...options,
  rootless: options.rootless ?? envFlag('TENON_ROOTLESS'),
});

function planeId(text: string): string {
  if (/^[0-9a-f]{8}$/.test(text)) return text;
  throw new InvalidArgumentError('It is 8 hexadecimal digits, as "netns list" shows them.');
}

function withControl(command: Command): Command {
  for (const option of controlOptions()) command.addOption(option);
  return command;
}
