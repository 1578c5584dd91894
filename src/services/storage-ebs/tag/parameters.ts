import * as z from 'zod';
import { id, list, note } from '#core/parameters.ts';
import { tagTypes } from '#core/tagged-tables.ts';
import { ebsRefusals } from '../refusals.ts';

/** The names of the resource types in the tag actions. */
export const KINDS = tagTypes('storage-ebs');

export const resourceKind = () => z.enum(KINDS);

export const resourceIds = () => list(id(), 50);

/** Keys are ANDed, the values of a key are ORed; no values stand for any value. */
export const tagFilters = () =>
  list(
    z.object({
      Key: note(z.string().min(1).max(128), {
        malformed: ebsRefusals.TagFilterKeyMalformed,
        keepsEmpty: true,
      }),
      Values: list(note(z.string().max(256), { keepsEmpty: true }), 3).optional(),
    }),
    10,
  ).refine(
    (filters) => new Set(filters.map(({ Key }) => Key)).size === filters.length,
    'a key is given twice',
  );
