import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readStoreUrl } from '#store/url.ts';
import { CliError, UsageError } from './error.ts';
import { complain } from './terminal.ts';

export interface ControlTokenOptions {
  readonly controlToken?: string;
  readonly controlTokenFile?: string;
}

/** The control token, as it was given or from its file. @throws CliError */
export function controlTokenOf(options: ControlTokenOptions): string | undefined {
  const { controlToken, controlTokenFile: file } = options;
  if (file === undefined) return controlToken || undefined;
  if (controlToken) {
    throw new UsageError(
      'give the control token or a file with it (--control-token-file), not both',
    );
  }
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CliError(`the control token cannot be read: ${(error as Error).message}`);
  }
  // An empty token would be none, and none leaves the control API open to this machine.
  if (token === '') throw new CliError(`the control token cannot be read: ${file} is empty`);
  return token;
}

/** Where secrets may stand among the arguments, and what to do instead. */
const SECRETS: readonly { option: string; instead: string; holds(value: string): boolean }[] = [
  {
    option: 'controlToken',
    instead: '--control-token: use --control-token-file or TENON_CONTROL_TOKEN',
    holds: () => true,
  },
  {
    option: 'store',
    instead: 'the password in --store: use TENON_STORE, PGPASSWORD or PGPASSFILE',
    holds: (url) => readStoreUrl(url).secret,
  },
];

/**
 * Arguments are shown to every user of the machine by `ps`: says so, and from then on shows a title
 * in their place.
 */
export function hideSecretArguments(command: Command): void {
  const shown = SECRETS.filter(
    ({ option, holds }) =>
      command.getOptionValueSource(option) === 'cli' && holds(command.getOptionValue(option)),
  );
  if (shown.length === 0) return;
  process.title = `tenon ${command.name()}`;
  for (const { instead } of shown) {
    complain(`other users of this machine could see ${instead}`);
  }
}

/**
 * Takes what follows an option that nobody knows out of commander's message: it may be a secret.
 */
export const withoutValue = (message: string): string =>
  message.replace(/^(error: unknown option '--[\w-]+)=.*'/s, "$1'");
