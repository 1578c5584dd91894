import type { Command } from 'commander';
import { controlOptions } from './program-options.ts';

/** Adds `snapshot` and what it does. */
export function addSnapshot(program: Command): void {
  const snapshot = program
    .command('snapshot')
    .description('save all that a running server has under a name, and go back to it');
  const named = (name: string, description: string) =>
    withControl(
      snapshot.command(name).description(description).argument('<name>', 'letters, digits, . _ -'),
    );

  named('save', 'save it, in the place of what had the name')
    .addHelpText('after', '\nExample:\n  tenon snapshot save furnished')
    .action(async (name, options) => (await import('./snapshot.ts')).save(name, options));

  named('restore', 'go back to it; a manual clock goes back, too')
    .addHelpText('after', '\nExample:\n  tenon snapshot restore furnished')
    .action(async (name, options) => (await import('./snapshot.ts')).restore(name, options));

  withControl(snapshot.command('list').description('list the snapshots'))
    .addHelpText('after', '\nExample:\n  tenon snapshot list')
    .action(async (options) => (await import('./snapshot.ts')).list(options));

  named('remove', 'remove it')
    .addHelpText('after', '\nExample:\n  tenon snapshot remove furnished')
    .action(async (name, options) => (await import('./snapshot.ts')).remove(name, options));

  named('export', 'copy it into a new file')
    .argument('<file>', "the file to write, on the server's machine; it must not exist")
    .addHelpText('after', '\nExample:\n  tenon snapshot export furnished furnished.db')
    .action(async (name, file, options) =>
      (await import('./snapshot.ts')).exportTo(name, file, options),
    );

  withControl(
    snapshot
      .command('import')
      .description('take it from a file: of any engine, of this version or an older one')
      .argument('<file>', 'what "snapshot export" or "backup" wrote, on the server\'s machine')
      .argument('<name>', 'letters, digits, . _ -'),
  )
    .addHelpText('after', '\nExample:\n  tenon snapshot import furnished.db furnished')
    .action(async (file, name, options) =>
      (await import('./snapshot.ts')).importFrom(file, name, options),
    );
}

/** Adds `export`. */
export function addExport(program: Command): void {
  withControl(
    program
      .command('export')
      .description('write what a running server has as a world file, which another starts with')
      .argument('<file>', 'the file to write, here; it must not exist. - prints it')
      .option('--account <id>', 'of this account alone'),
  )
    .addHelpText(
      'after',
      '\nIt has the keys of the accounts in it. What a world file cannot say is listed at its top,\nand as warnings.\n\nExample:\n  tenon export world.yaml && tenon serve --world world.yaml',
    )
    .action(async (file, options) => (await import('./export.ts')).exportWorld(file, options));
}

function withControl(command: Command): Command {
  for (const option of controlOptions()) command.addOption(option);
  return command.option('--json', 'print the answer as JSON');
}
