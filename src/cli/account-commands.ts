import type { Command } from 'commander';
import { controlOptions } from './program-options.ts';

/** Adds `account` and what it does. */
export function addAccount(program: Command): void {
  const account = program
    .command('account')
    .description('isolate a test: accounts of a running server, each with its own empty world');

  withControl(
    account
      .command('new')
      .description('make an account with a key, in milliseconds')
      .argument('[name]', 'shown by "account list"'),
  )
    .addHelpText('after', '\nExamples:\n  tenon account new\n  tenon account new "a test" --json')
    .action(async (name, options) => (await import('./account.ts')).make(name, options));

  withControl(account.command('list').description('list the accounts, without secrets'))
    .addHelpText('after', '\nExample:\n  tenon account list')
    .action(async (options) => (await import('./account.ts')).list(options));

  withControl(
    account
      .command('remove')
      .description('remove an account with everything that it has')
      .argument('<id>', 'one that "account new" made; those of the world file stay'),
  )
    .addHelpText('after', '\nExample:\n  tenon account remove 2123456789')
    .action(async (id, options) => (await import('./account.ts')).remove(id, options));
}

function withControl(command: Command): Command {
  for (const option of controlOptions()) command.addOption(option);
  return command.option('--json', 'print the answer as JSON');
}
