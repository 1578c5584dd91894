import * as z from 'zod';
import { integer, list, note, text } from '#core/parameters.ts';

/** The name of what is there already: one that is not a name at all is one that does not exist. */
export const existing = () => text(128, 1);

/** 1 to 64 letters, digits, `_`, `.`, `-` and `@`. Source: UserName of CreateUser, docs 6257/65004. */
export const newUserName = () => z.string().regex(/^[\w.@-]{1,64}$/);

/** The same of a group, a role and a policy, whose pages were not seen. `+ = ,` are in role names. */
export const newName = () => z.string().regex(/^[\w+=,.@-]{1,64}$/);

/** 1 to 128 letters of any script, digits, spaces, `_`, `.`, `-` and `@`. Source: CreateUser. */
export const displayName = () =>
  note(z.string().regex(/^[\p{L}\p{N} ._@-]{0,128}$/u), { keepsEmpty: true });

/** Source: Description of CreateUser. */
export const description = () => note(text(255), { keepsEmpty: true });

/** Keys of 1 to 128 characters, values of 256 at most; 50 pairs at most. Source: CreateUser. */
export const newTags = () =>
  list(z.object({ Key: text(128, 1), Value: text(256).default('') }), 50).refine(
    (tags) => new Set(tags.map(({ Key }) => Key)).size === tags.length,
    'a key must not be there twice',
  );

export const tagsResult = () => z.array(z.object({ Key: z.string(), Value: z.string() }));

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags as a row keeps them. */
export const keptTags = (tags: readonly Tag[] = []): string =>
  JSON.stringify(tags.map(({ Key, Value }) => ({ Key, Value })));

export const shownTags = ({ tags }: { readonly tags: string }): Tag[] => JSON.parse(tags) as Tag[];

/** The parts of a list. Ours: the pages with the limits were not seen; Terraform asks for 100. */
export const offsetPaging = () => ({
  Limit: integer(1, 100).default(10),
  Offset: integer(0, 1_000_000).default(0),
});

/**
 * The same where `Offset` is the number of a part, from 1 on. Ours: that 0 is the first one, too, which
 * Terraform asks for. Source: docs 6257/1206012, and Terraform's data source of identity providers.
 */
export const numberedPaging = () => ({
  ...offsetPaging(),
  Offset: integer(0, 1_000_000).default(1),
});

/** How many rows come before the part of a number. */
export const rowsBefore = ({
  Limit,
  Offset,
}: {
  readonly Limit: number;
  readonly Offset: number;
}) => Math.max(0, Offset - 1) * Limit;

export const offsetResult = () => ({ Limit: z.int(), Offset: z.int(), Total: z.int() });

/** A part of a name, a display name or a description. */
export const searched = () => text(255).default('');

/** A time as iam prints it: `20150123T123318Z`. Source: User, docs 6257/65050. */
export const iamDate = (ms: number): string =>
  ms === 0 ? '' : new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
