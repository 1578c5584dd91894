import type { z } from 'zod';
import type { Path, Report } from './file-problems.ts';
import {
  type Item,
  LISTS,
  type ListName,
  SETTINGS,
  type Settings,
  worldFileSchema,
} from './file-schema.ts';

/** The content of a world file, as far as it is well-formed. */
export interface ParsedFile {
  readonly settings: Settings;
  readonly lists: { readonly [L in ListName]: readonly Entry<Item<L>>[] };
  /** Whether the file has this list, even an empty one. */
  has(list: ListName): boolean;
  /** Whether the list has this item at all: a malformed one is not reported again. */
  named(list: ListName, id: string): boolean;
}

/** An item of a list, and its position. */
export interface Entry<T> {
  readonly path: Path;
  readonly value: T;
}

/**
 * Checks the raw value of a world file against its schema, field by field and item by item, so that
 * one mistake does not hide another.
 */
export function parseFile(raw: unknown, report: Report): ParsedFile {
  const given = isRecord(raw) ? raw : {};
  if (!isRecord(raw) && raw !== null && raw !== undefined) report([], 'must be a map of fields');
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(worldFileSchema.shape, name)) {
      const known = Object.keys(worldFileSchema.shape).join(', ');
      report([name], `is not a field here; the fields are ${known}`);
    }
  }
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, schema]) => [
      name,
      parse(schema, given[name] ?? undefined, [name], report) ?? schema.safeParse(undefined).data,
    ]),
  ) as unknown as Settings;
  const lists = Object.fromEntries(
    Object.keys(LISTS).map((name) => [name, parseList(name as ListName, given[name], report)]),
  ) as unknown as ParsedFile['lists'];
  return {
    settings,
    lists,
    has: (list) => Object.hasOwn(given, list),
    named: (list, id) =>
      asList(given[list]).some((item) => isRecord(item) && String(item.id) === id),
  };
}

function parseList(name: ListName, given: unknown, report: Report): Entry<unknown>[] {
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    report([name], 'must be a list');
  }
  return asList(given).flatMap((item, index) => {
    const path = [name, index];
    const value = parse(LISTS[name], item, path, report);
    return value === undefined ? [] : [{ path, value }];
  });
}

function parse(schema: z.ZodType, given: unknown, path: Path, report: Report): unknown {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  reportIssues(parsed.error, given, (below, problem) => report([...path, ...below], problem));
  return undefined;
}

/** Reports each of zod's issues in one line. */
export function reportIssues(error: z.ZodError, given: unknown, report: Report): void {
  for (const issue of error.issues) {
    const path = issue.path as (string | number)[];
    const value = at(given, path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report([...path, key], issue.message);
    } else if (value === undefined || value === null) {
      report(path, value === null ? 'has no value' : 'is missing');
    } else {
      report(path, `${said(issue)}${not(value, path)}`);
    }
  }
}

function said(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' || issue.message.startsWith('must ')) return issue.message;
  return `must be ${KINDS[issue.expected] ?? issue.expected}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map of fields',
};

const SECRETS: readonly unknown[] = ['secretAccessKey', 'sessionToken'];
const LONGEST_SHOWN = 60;

/** The actual value, unless it is long or a secret. */
function not(value: unknown, path: Path): string {
  if (typeof value === 'object' || SECRETS.includes(path.at(-1))) return '';
  const shown = JSON.stringify(value);
  return shown.length > LONGEST_SHOWN ? '' : `, not ${shown}`;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Record<string, unknown> | null)?.[step],
    value,
  );
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
