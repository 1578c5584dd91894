import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Actions as `service:Action` that were answered with 200, by the label of the client. */
export type Exercised = Readonly<Record<string, readonly string[]>>;

const FILE = 'exercised.json';
const clients = fileURLToPath(new URL('..', import.meta.url));

/** The records of the suite in `test/clients/<folder>`. */
export function exercisedIn(folder: string): Exercised {
  const path = join(clients, folder, FILE);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** The records of all suites together. */
export function exercisedByAll(): Exercised {
  const folders = readdirSync(clients, { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  );
  return Object.assign({}, ...folders.map(({ name }) => exercisedIn(name)));
}

/** Whether records are to be written anew instead of compared. */
export const RECORDS = process.env.TENON_RECORD === '1';

/** Writes the record of one client of a suite. */
export function record(folder: string, label: string, actions: readonly string[]): void {
  const all = { ...exercisedIn(folder), [label]: actions };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(clients, folder, FILE), `${JSON.stringify(sorted, null, 2)}\n`);
}
