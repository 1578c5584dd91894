import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { MOST_BYTES } from './parameters.ts';

/** The content of a command that a request gives, if it gives one. */
export interface ContentFacts {
  /** In base64; undefined where it is none, '' where none is given. */
  readonly content: string | undefined;
}

/** The content as it is kept: in base64, whatever it was given in. */
export function contentOf(
  given: string | undefined,
  encoding: 'Base64' | 'PlainText',
): string | undefined {
  if (given === undefined) return '';
  if (encoding === 'PlainText') return Buffer.from(given).toString('base64');
  const bytes = Buffer.from(given, 'base64');
  const text = bytes.toString('base64');
  return text === given ? text : undefined;
}

/** The content as it is shown. */
export const shownContent = (kept: string, encoding: 'Base64' | 'PlainText'): string =>
  encoding === 'Base64' ? kept : Buffer.from(kept, 'base64').toString();

const bytesOf = (content: string): number => Buffer.from(content, 'base64').length;

export const contentRules: readonly Rule<ContentFacts>[] = [
  {
    refusal: ecsRefusals.CommandContentMalformed,
    parameter: 'CommandContent',
    broken: ({ content }) => content === undefined,
    because: ({ content }) => (content === undefined ? 'it is no base64' : 'it is well-formed'),
  },
  {
    refusal: ecsRefusals.CommandContentTooLong,
    parameter: 'CommandContent',
    broken: ({ content }) => content !== undefined && bytesOf(content) > MOST_BYTES,
    because: ({ content = '' }) => `it has ${bytesOf(content)} bytes of ${MOST_BYTES}`,
  },
];
