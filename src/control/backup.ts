import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { type Backup, BackupFailed, FileExists } from '#store/backup.ts';
import { controlRefusals } from './refusals.ts';

export interface BackupControl {
  /** Writes a consistent copy of the store into a new file. */
  readonly backUp: (file: string) => Promise<Backup>;
}

const LONGEST_PATH = 4096;

const request = z.strictObject({
  file: z
    .string()
    .max(LONGEST_PATH)
    .refine((path) => isAbsolute(path) && !path.includes('\0')),
});

/** Copies the store into a file of the server's machine. @throws Refused. */
export async function viewBackup({ backUp }: BackupControl, body: unknown): Promise<Backup> {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    return refuse(
      controlRefusals.BodyMalformed,
      '{"file": "/absolute/path"}, a new file on the machine of the server',
    );
  }
  const { file } = parsed.data;
  try {
    return await backUp(file);
  } catch (error) {
    if (error instanceof FileExists) refuse(controlRefusals.FileTaken, file);
    if (error instanceof BackupFailed) refuse(controlRefusals.FileNotWritten, file, error.message);
    throw error;
  }
}
