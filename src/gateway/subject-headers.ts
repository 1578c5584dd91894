import type { RefusalSubject } from '#core/refusal.ts';

/** The names of the headers that say what a refusal is about. */
export const PARAMETER_HEADER = 'x-tenon-parameter';
export const REASON_HEADER = 'x-tenon-reason';

const LONGEST = 256;

/** What a refusal is about, as headers, without those that are not known. */
export function subjectHeaders({ parameter, reason }: RefusalSubject = {}): [string, string][] {
  const headers: [string, string][] = [];
  if (parameter) headers.push([PARAMETER_HEADER, headerText(parameter)]);
  if (reason) headers.push([REASON_HEADER, headerText(reason)]);
  return headers;
}

/**
 * Text in printable ASCII, as a header can carry it, whatever the client sent. Other characters are
 * escaped as in JSON, so that no value can end the header or begin another.
 */
function headerText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return short.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit.charCodeAt(0))}`).trim();
}

const hex = (unit: number) => unit.toString(16).padStart(4, '0');
