import * as z from 'zod';
import { id, list, note } from '#core/parameters.ts';
import { tagTypes } from '#core/resources.ts';
import { vpcRefusals } from '../refusals.ts';

const ALPHABET = /^[\p{L}\p{N} _.:/=+\-@]*$/u;

/**
 * Tags given on create: letters and digits of any language, space and `_ . : / = + - @`, outer
 * spaces trimmed, keys unique. CNIs create with `volc:vke:*` keys and the cloud takes them, so the
 * reserved prefixes are refused only for `sys:`; see docs/limits.md.
 */
export const tagList = () =>
  note(list(tag, 50).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
  });

/** Tags given to what is there already: docs of TagResources. */
export const moreTags = () =>
  note(list(tag, 20).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
    tooLong: vpcRefusals.TagsAtATime,
  });

/** The keys of tags to be taken away. */
export const tagKeys = () =>
  note(
    list(note(z.string().trim().min(1).max(128), { malformed: vpcRefusals.TagKeyMalformed }), 20),
    { tooLong: vpcRefusals.TagsAtATime },
  );

/** The resources that a tag action is about. */
export const resourceIds = () => note(list(id(), 50), { tooLong: vpcRefusals.ResourcesAtATime });

/**
 * What the vendor's tag actions call the kinds of resources: those that are here, by the table of
 * resources, and those that are not, by the explorer's list and the names that Terraform sends.
 */
export const KINDS = [
  ...tagTypes('vpc'),
  'flowlog',
  'trafficmirrortarget',
  'trafficmirrorfilter',
  'trafficmirrorsession',
  'bandwidthpackage',
  'ngw',
  'vpngateway',
  'directconnectconnection',
  'directconnectgateway',
  'directconnectvirtualinterface',
] as const;

export const resourceKind = () =>
  note(z.enum(KINDS), { malformed: vpcRefusals.ResourceTypeMalformed });

const tag = z.object({
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
  note(list(tagFilter, 10).refine(uniqueKeys, 'a key is given twice'), {
    malformed: vpcRefusals.TagKeyMalformed,
  });

const tagFilter = z.object({
  Key: z.string().min(1).max(128),
  Values: list(note(z.string().max(256), { keepsEmpty: true }), 3).optional(),
});

export type TagFilter = z.infer<typeof tagFilter>;
export type Tag = z.infer<typeof tag>;

export const tagResult = z.object({ Key: z.string(), Value: z.string() });

function uniqueKeys(tags: readonly { Key: string }[]): boolean {
  return new Set(tags.map(({ Key }) => Key)).size === tags.length;
}
