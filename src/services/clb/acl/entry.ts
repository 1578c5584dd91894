import * as z from 'zod';
import { id, list, note, text } from '#core/parameters.ts';
import { blockText } from '#services/vpc/subnet/range.ts';
import { clbRefusals } from '../refusals.ts';

/** A block, in its canonical form; an address is a block of its own. */
export function entryOf(given: string): string | undefined {
  const trimmed = given.trim();
  if (trimmed.includes('/')) return blockText(trimmed);
  return blockText(`${trimmed}/${trimmed.includes(':') ? 128 : 32}`);
}

/** A block, or an address; of either family. */
export const entry = () =>
  note(
    z
      .string()
      .max(64)
      .refine((value) => entryOf(value) !== undefined, 'it is no address and no block'),
    { malformed: clbRefusals.AclEntryMalformed },
  );

/** Ours is the number. */
export const entries = () =>
  list(z.object({ Entry: entry(), Description: text(255).optional() }), 50);

export const whichAcl = () => ({ AclId: id() });
