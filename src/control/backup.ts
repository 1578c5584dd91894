import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { type Backup, BackupFailed, FileExists } from '#store/backup.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface BackupControl {
  /** Writes a consistent copy of the store into a new file. */
  readonly backUp: (file: string) => Promise<Backup>;
}

const LONGEST_PATH = 4096;

/** Copies the store into a file of the server's machine. @throws Refused. */
async function makeBackup({ backUp }: BackupControl, file: string): Promise<Backup> {
  try {
    return await backUp(file);
  } catch (error) {
    if (error instanceof FileExists) refuse(controlRefusals.FileTaken, file);
    if (error instanceof BackupFailed) refuse(controlRefusals.FileNotWritten, file, error.message);
    throw error;
  }
}

/** The path of a file on the server's machine. */
export const absolutePath = z
  .string('it is no text')
  .max(LONGEST_PATH, `it is longer than ${LONGEST_PATH} characters`)
  .refine((path) => isAbsolute(path) && !path.includes('\0'), 'it is no absolute path');

const route = routesOf<BackupControl>();

export const backupRoutes = [
  route({
    method: 'POST',
    path: 'backup',
    summary: 'Copies the store into a new file of the server, while requests go on.',
    body: {
      schema: z.strictObject({ file: absolutePath }),
      shape: '{"file": "/absolute/path"}, a new file on the machine of the server',
    },
    answer: z.strictObject({ file: z.string(), bytes: z.int() }),
    handle: (control, { body }) => makeBackup(control, body.file),
  }),
];
