import * as z from 'zod';
import { id, list, note } from '#core/parameters.ts';
import { tagTypes } from '#core/tagged-tables.ts';
import { ecsRefusals } from '../refusals.ts';
import { isTagKey, NO_TAG_KEY } from '../tags.ts';

/** The names of the resource types in the tag actions: there are no reserved instances. */
export const KINDS = [...tagTypes('ecs'), 'reservedinstance'] as const;

export const resourceKind = () => z.enum(KINDS);

export const resourceIds = () => list(id(), 50);

export const tagKeys = () => list(z.string().refine(isTagKey, NO_TAG_KEY), 20);

/** As elsewhere in ecs, except that an empty key has a refusal of its own. */
export const describedFilters = () =>
  list(
    z.object({
      Key: note(z.string().min(1).max(128), {
        malformed: ecsRefusals.TagFilterKeyMalformed,
        keepsEmpty: true,
      }),
      Values: list(note(z.string().max(256), { keepsEmpty: true }), 3).optional(),
    }),
    10,
  ).refine(
    (filters) => new Set(filters.map(({ Key }) => Key)).size === filters.length,
    'a key is given twice',
  );

/** How each resource fared; `Error` is there only when its tags could not be changed. */
export const perResource = () =>
  z.object({
    OperationDetails: z.array(
      z.object({
        ResourceId: z.string(),
        Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
      }),
    ),
  });
