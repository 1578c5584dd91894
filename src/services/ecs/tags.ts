import * as z from 'zod';
import { list, note } from '#core/parameters.ts';

const ALPHABET = /^[\p{L}\p{N} _.:/=+\-@]*$/u;
const RESERVED = /^(volc|sys):/i;

/**
 * Tags of an ecs resource: 1 to 20, keys unique and not reserved, letters and digits of any
 * language, space and `_ . : / = + - @`. Source: Tags.N of RunInstances.
 */
export const instanceTags = () =>
  list(tag(), 20).refine(
    (tags) => new Set(tags.map(({ Key }) => Key)).size === tags.length,
    'a key is given twice',
  );

/** Whether clients may give a tag this key. */
export const isTagKey = (key: string): boolean =>
  key.length >= 1 && key.length <= 128 && ALPHABET.test(key) && !RESERVED.test(key);

/** Why clients may not use a key. */
export const NO_TAG_KEY =
  'it has 1 to 128 letters, digits, spaces and _.:/=+-@, and does not begin with volc: or sys:';

const tag = () =>
  z.object({
    Key: z.string().refine(isTagKey, NO_TAG_KEY),
    Value: note(z.string().max(256).regex(ALPHABET).default(''), { keepsEmpty: true }),
  });
