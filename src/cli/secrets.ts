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
  // An empty token would count as none, and without a token the control API is open to this
  // machine.
  if (token === '') throw new CliError(`the control token cannot be read: ${file} is empty`);
  return token;
}

/** The arguments that may contain secrets, and what to use instead. */
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
 * `ps` shows arguments to every user of the machine. Warns about that, and replaces them with a
 * title from then on.
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

/** Removes the value of an unknown option from commander's message: it may be a secret. */
export const withoutValue = (message: string): string =>
  message.replace(/^(error: unknown option '--[\w-]+)=.*'/s, "$1'");
