import { resolve } from 'node:path';
import { postControl, unlessRefused } from './control.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface BackupOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly json?: boolean;
}

/**
 * Makes a running server copy its store into a new file on the server's machine. If that is this
 * machine, a relative path starts from the folder in which the command runs.
 */
export async function backup(file: string, options: BackupOptions): Promise<void> {
  const { endpoint, json } = options;
  const token = controlTokenOf(options);
  const answer = await postControl(endpoint, 'backup', { file: resolve(file) }, token);
  const { file: written, bytes } = unlessRefused(answer) as { file: string; bytes: number };
  console.log(
    json
      ? JSON.stringify({ file: written, bytes }, null, 2)
      : `${written}: ${bytes} bytes. Start from a copy of it with --store sqlite:FILE`,
  );
}
