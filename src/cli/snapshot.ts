import { resolve } from 'node:path';
import { type AskOptions, askAndTell, columns } from './answer.ts';
import { askControl, deleteControl, postControl } from './control.ts';

interface Info {
  readonly name: string;
  readonly bytes: number;
  readonly savedAt: string;
}

const pathOf = (name: string, what = '') => `snapshots/${encodeURIComponent(name)}${what}`;

const told = ({ name, bytes }: Info) =>
  `${name}: ${bytes} bytes. "snapshot restore ${name}" goes back to it`;

export function save(name: string, options: AskOptions): Promise<void> {
  return askAndTell<Info>(
    options,
    (endpoint, token) => postControl(endpoint, pathOf(name), {}, token),
    told,
  );
}

export function restore(name: string, options: AskOptions): Promise<void> {
  return askAndTell<{ readonly now: string }>(
    options,
    (endpoint, token) => postControl(endpoint, pathOf(name, '/restore'), {}, token),
    ({ now }) => `Everything is as it was saved in ${name}. It is ${now}.`,
  );
}

export function list(options: AskOptions): Promise<void> {
  return askAndTell<{ readonly snapshots: readonly Info[] }>(
    options,
    (endpoint, token) => askControl(endpoint, 'snapshots', token),
    ({ snapshots }) =>
      snapshots.length === 0
        ? 'There is no snapshot.'
        : columns([
            ['name', 'bytes', 'saved at'],
            ...snapshots.map(({ name, bytes, savedAt }) => [name, String(bytes), savedAt]),
          ]),
  );
}

export function remove(name: string, options: AskOptions): Promise<void> {
  return askAndTell<Pick<Info, 'name'>>(
    options,
    (endpoint, token) => deleteControl(endpoint, pathOf(name), token),
    (gone) => `${gone.name} is removed.`,
  );
}

/** A relative path starts from the folder in which the command runs. */
export function exportTo(name: string, file: string, options: AskOptions): Promise<void> {
  return askAndTell<{ readonly file: string; readonly bytes: number }>(
    options,
    (endpoint, token) =>
      postControl(endpoint, pathOf(name, '/export'), { file: resolve(file) }, token),
    (written) => `${written.file}: ${written.bytes} bytes.`,
  );
}

/** The same. */
export function importFrom(file: string, name: string, options: AskOptions): Promise<void> {
  return askAndTell<Info>(
    options,
    (endpoint, token) => postControl(endpoint, pathOf(name), { file: resolve(file) }, token),
    told,
  );
}
