import { closeSync, openSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { CliError } from './error.ts';
import { fieldsOfError } from './log-error.ts';

const STANDARD_ERROR = 2;

/** JSON lines on standard error, or at the end of a file. */
export function openLog(file?: string): Logger {
  return pino(
    { level: 'info', serializers: { err: fieldsOfError } },
    pino.destination({ dest: file ?? STANDARD_ERROR, sync: true }),
  );
}

/** Makes the file if it is missing. @throws CliError when it cannot be written. */
export function tryLogFile(file: string): void {
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw new CliError(`the log cannot be written: ${(error as Error).message}`);
  }
}
