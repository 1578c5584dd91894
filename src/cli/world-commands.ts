import type { Command } from 'commander';
import { controlOptions } from './program-options.ts';

/** Adds the commands that set a running server's world: reset, clock. */
export function addWorld(program: Command): void {
  withControl(
    program
      .command('reset')
      .description('take everything away, and make again what the world starts with')
      .option('--account <id>', 'what this account has, and no more'),
  )
    .addHelpText('after', '\nExamples:\n  tenon reset\n  tenon reset --account 2100000002')
    .action(async (options) => (await import('./reset.ts')).reset(options));

  const clock = program.command('clock').description("show or advance the world's time");
  withControl(
    clock.command('show', { isDefault: true }).description("show the world's time"),
  ).action(async (options) => (await import('./clock.ts')).showClock(options));
  withControl(
    clock
      .command('advance')
      .description('let time pass, where transitions are manual, and settle what becomes due')
      .argument('<duration>', 'with ms, s, m, h or d, or a number of milliseconds'),
  )
    .addHelpText('after', '\nExample:\n  tenon clock advance 5s')
    .action(async (by, options) => (await import('./clock.ts')).advanceClock(by, options));
  clock.addHelpText('after', '\nExamples:\n  tenon clock\n  tenon clock advance 5s');
}

function withControl(command: Command): Command {
  for (const option of controlOptions()) command.addOption(option);
  return command.option('--json', 'print the answer as JSON');
}
