import { blockText } from '../subnet/range.ts';

interface Given {
  readonly Cidr: string;
  readonly Description?: string | undefined;
}

export interface Entry {
  readonly cidr: string;
  readonly description: string | undefined;
}

/** Entries as they were given, read. */
export interface EntriesRead {
  readonly entries: readonly Entry[];
  /** One that is no block of the list's version, if there is any. */
  readonly malformed: string | undefined;
  /** One that stands twice, if there is any. */
  readonly twice: string | undefined;
}

export const NO_ENTRIES: EntriesRead = { entries: [], malformed: undefined, twice: undefined };

/** Reads blocks into their one spelling. */
export function readEntries(given: readonly Given[], ipVersion: string): EntriesRead {
  const entries = given.map(({ Cidr, Description }) => ({
    given: Cidr,
    cidr: blockText(Cidr) ?? '',
    description: Description,
  }));
  const fits = (cidr: string) => cidr !== '' && cidr.includes(':') === (ipVersion === 'IPv6');
  return {
    entries,
    malformed: entries.find(({ cidr }) => !fits(cidr))?.given,
    twice: entries.find(
      ({ cidr }, index) => entries.findIndex((each) => each.cidr === cidr) < index,
    )?.given,
  };
}
