import { blockText } from '../subnet/range.ts';

interface Given {
  readonly Cidr: string;
  readonly Description?: string | undefined;
}

export interface Entry {
  readonly cidr: string;
  readonly description: string | undefined;
}

/** The given entries, parsed. */
export interface EntriesRead {
  readonly entries: readonly Entry[];
  /** An entry that is no CIDR block of the list's IP version, if there is one. */
  readonly malformed: string | undefined;
  /** An entry that is given twice, if there is one. */
  readonly twice: string | undefined;
}

export const NO_ENTRIES: EntriesRead = { entries: [], malformed: undefined, twice: undefined };

/** Parses blocks into their canonical form. */
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
