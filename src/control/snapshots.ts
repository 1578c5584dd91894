import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { BackupFailed, FileExists } from '#store/backup.ts';
import { UnreadableSnapshot } from '#store/snapshot-rows.ts';
import {
  NoSuchSnapshot,
  SNAPSHOT_NAME,
  type SnapshotInfo,
  type Snapshots,
} from '#store/snapshots.ts';
import { absolutePath } from './backup.ts';
import { type ClockControl, clockView, viewClock } from './clock.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface SnapshotsControl extends ClockControl {
  readonly snapshots: Pick<Snapshots, 'save' | 'import' | 'list' | 'remove' | 'export'> & {
    /** Puts a snapshot in the place of all that there is, and repairs the host to it. */
    restore(name: string): Promise<void>;
  };
}

/** @throws Refused in place of what `work` on a snapshot throws. */
export async function orRefuse<T>(
  name: string,
  work: (name: string) => Promise<T>,
  file?: string,
): Promise<T> {
  if (!SNAPSHOT_NAME.test(name)) refuse(controlRefusals.SnapshotMisnamed, name);
  try {
    return await work(name);
  } catch (error) {
    if (error instanceof NoSuchSnapshot) refuse(controlRefusals.NoSuchSnapshot, name);
    if (error instanceof UnreadableSnapshot) {
      refuse(controlRefusals.SnapshotUnreadable, file ?? name, error.message);
    }
    if (error instanceof FileExists) refuse(controlRefusals.FileTaken, file ?? name);
    if (error instanceof BackupFailed) {
      refuse(controlRefusals.FileNotWritten, file ?? name, error.message);
    }
    throw error;
  }
}

const info = z.strictObject({
  name: z.string(),
  bytes: z.int(),
  savedAt: z.string().describe('when it was saved or imported, as ISO 8601, by the machine'),
});

const view = ({ savedAt, ...rest }: SnapshotInfo) => ({ ...rest, savedAt: beijing(savedAt) });

const named = z.strictObject({ name: z.string() });

const route = routesOf<SnapshotsControl>();

export const snapshotRoutes = [
  route({
    method: 'GET',
    path: 'snapshots',
    summary: 'Lists the snapshots by their names.',
    answer: z.strictObject({ snapshots: z.array(info) }),
    handle: async ({ snapshots }) => ({ snapshots: (await snapshots.list()).map(view) }),
  }),
  route({
    method: 'POST',
    path: 'snapshots/{name}',
    summary:
      'Saves everything under a name, or takes a backup or an exported snapshot from a file.',
    body: {
      schema: z.strictObject({
        file: absolutePath.optional().describe('a file to import, on the machine of the server'),
      }),
      shape: '{"file": "/absolute/path"}, a file to import, or nothing to save what there is',
      optional: true,
    },
    answer: info,
    handle: async ({ snapshots }, { path: { name = '' }, body: { file } }) =>
      view(
        await orRefuse(
          name,
          () => (file === undefined ? snapshots.save(name) : snapshots.import(name, file)),
          file,
        ),
      ),
  }),
  route({
    method: 'DELETE',
    path: 'snapshots/{name}',
    summary: 'Removes a snapshot.',
    answer: named,
    async handle({ snapshots }, { path: { name = '' } }) {
      await orRefuse(name, () => snapshots.remove(name));
      return { name };
    },
  }),
  route({
    method: 'POST',
    path: 'snapshots/{name}/restore',
    summary: 'Puts a snapshot in the place of everything, a manual clock included.',
    answer: clockView,
    async handle(control, { path: { name = '' } }) {
      await orRefuse(name, () => control.snapshots.restore(name));
      return viewClock(control);
    },
  }),
  route({
    method: 'POST',
    path: 'snapshots/{name}/export',
    summary: 'Copies a snapshot into a new file of the server.',
    body: {
      schema: z.strictObject({ file: absolutePath }),
      shape: '{"file": "/absolute/path"}, a new file on the machine of the server',
    },
    answer: z.strictObject({ file: z.string(), bytes: z.int() }),
    handle: ({ snapshots }, { path: { name = '' }, body: { file } }) =>
      orRefuse(name, () => snapshots.export(name, file), file),
  }),
];
