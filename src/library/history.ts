import * as z from 'zod';
import type { HistoryFilter } from '#history/history.ts';
import { LibraryError } from './error.ts';

const text = z.string('must be text').optional();

const filterSchema = z.strictObject({
  limit: z.int('must be a whole number').min(1, 'must be 1 or more').optional(),
  account: text,
  action: text,
  code: text,
  before: text,
});

/** A filter of a program, which may be written in plain JavaScript. @throws LibraryError */
export function readFilter(given: unknown = {}): HistoryFilter {
  const parsed = filterSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(filterSchema.shape).join(', ');
      return `there is no field ${issue.keys.join(', ')}; the fields are ${known}`;
    }
    return issue.path.length === 0
      ? 'it must be an object'
      : `${issue.path.join('.')}: ${issue.message}`;
  });
  throw new LibraryError('InvalidOptions', problems);
}
