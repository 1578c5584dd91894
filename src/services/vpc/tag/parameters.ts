import * as z from 'zod';
import { id, list, note } from '#core/parameters.ts';
import { type TagTypeOf, tagTypes } from '#core/tagged-tables.ts';
import { vpcRefusals } from '../refusals.ts';

const ALPHABET = /^[\p{L}\p{N} _.:/=+\-@]*$/u;

/**
 * Tags given on create: letters and digits of any language, space and `_ . : / = + - @`, outer
 * spaces trimmed, keys unique. CNIs create resources with `volc:vke:*` keys and the cloud accepts
 * them, so only `sys:` is refused of the reserved prefixes; see docs/limits.md.
 */
export const tagList = () =>
  note(list(tag(), 50).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
  });

/** Tags for existing resources: docs of TagResources. */
export const moreTags = () =>
  note(list(tag(), 20).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
    tooLong: vpcRefusals.TagsAtATime,
  });

/** The keys of tags to be removed. */
export const tagKeys = () =>
  note(
    list(note(z.string().trim().min(1).max(128), { malformed: vpcRefusals.TagKeyMalformed }), 20),
    { tooLong: vpcRefusals.TagsAtATime },
  );

/** The resources that a tag action is about. */
export const resourceIds = () => note(list(id(), 50), { tooLong: vpcRefusals.ResourcesAtATime });

/**
 * The names of resource types in the vendor's tag actions: for types that Tenon has, from the table
 * of resources; for the others, from the explorer's list and the names that Terraform sends.
 */
export const KINDS = [
  ...tagTypes('vpc'),
  'vpngateway',
  'directconnectconnection',
  'directconnectgateway',
  'directconnectvirtualinterface',
] as const;

export const resourceKind = () =>
  note(z.enum(KINDS), { malformed: vpcRefusals.ResourceTypeMalformed });

/** The `ResourceType` of the tag actions: natgateway and clb have the same for their own types. */
export type KindParameter = () => z.ZodType<(typeof KINDS)[number] | TagTypeOf<'clb'>>;

const tag = () =>
  z.object({
    Key: note(
      z
        .string()
        .trim()
        .min(1)
        .max(128)
        .regex(ALPHABET)
        .refine((key) => !/^sys:/i.test(key), 'it must not begin with sys:'),
      { malformed: vpcRefusals.TagKeyMalformed },
    ),
    Value: note(z.string().trim().max(256).regex(ALPHABET).default(''), {
      malformed: vpcRefusals.TagValueMalformed,
      keepsEmpty: true,
    }),
  });

/** Keys are ANDed, the values of a key are ORed; no values stand for any value. */
export const tagFilters = () =>
  note(list(tagFilter(), 10).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
  });

const tagFilter = () =>
  z.object({
    Key: z.string().min(1).max(128),
    Values: list(note(z.string().max(256), { keepsEmpty: true }), 3).optional(),
  });

export type TagFilter = z.infer<ReturnType<typeof tagFilter>>;
export type Tag = z.infer<ReturnType<typeof tag>>;

export const tagResult = () => z.object({ Key: z.string(), Value: z.string() });

function uniqueKeys(tags: readonly { Key: string }[]): boolean {
  return new Set(tags.map(({ Key }) => Key)).size === tags.length;
}
