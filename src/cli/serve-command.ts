import { type Command, Option } from 'commander';
import { DEFAULT_LISTEN, parseListen } from './listen.ts';
import { wholeNumber } from './program-options.ts';
import { givenServerSettings, serverOptions } from './server-options.ts';

/** Where a server listens unless told, for commands whose server others look for there. */
export const listenOption = (): Option =>
  new Option('--listen <host:port>', 'where to listen; a port alone is one of loopback')
    .env('TENON_LISTEN')
    .default(parseListen(DEFAULT_LISTEN), DEFAULT_LISTEN);

/** Adds `tenon serve`. */
export function addServe(program: Command): void {
  const command = program.command('serve').description('serve the API');
  for (const option of serverOptions(listenOption())) command.addOption(option);
  command
    .option('--show-secrets', 'print the first secret key')
    .option('--json', 'say in a line of JSON, and not for people, where it listens')
    .option('--until-eof', 'end when standard input does: with the program that started it')
    .addOption(
      new Option('--drain <seconds>', 'how long to say that it ends, before it takes no more')
        .env('TENON_DRAIN')
        .argParser(wholeNumber(0, 3600))
        .default(0),
    )
    .action(async (options, self) =>
      (await import('./serve.ts')).serve({ ...options, ...givenServerSettings(options, self) }),
    );
}
