import type { Command } from 'commander';
import { controlOptions, wholeNumber } from './program-options.ts';

const MOST = 1000;

/** Adds `tenon requests` and `tenon why`. */
export function addHistory(program: Command): void {
  const requests = program
    .command('requests')
    .description('list the latest requests that a server has answered, the latest last')
    .option('--follow', 'go on with each new one')
    .option('--account <id>', 'those of one account')
    .option('--action <name>', 'those for one action')
    .option('--code <code>', 'those with one code; OK for those carried out')
    .option('--limit <count>', 'how many (default: 20)', wholeNumber(1, MOST));
  for (const option of controlOptions()) requests.addOption(option);
  requests
    .option('--json', 'print the answer as JSON; with --follow, a line for each request')
    .addHelpText('after', '\nExample:\n  tenon requests --follow --code InvalidEni.InvalidStatus')
    .action(async (options) => (await import('./requests.ts')).requests(options));

  const why = program
    .command('why')
    .description('say of a request what was asked, what was wrong and what came of it')
    .argument('<request>', 'its RequestId, as the answer and tenon requests have it');
  for (const option of controlOptions()) why.addOption(option);
  why
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExample:\n  tenon why 20261128154700ABCDEF0123456789')
    .action(async (request, options) => (await import('./why.ts')).why(request, options));
}
