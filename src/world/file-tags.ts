import type { Tag } from '#services/vpc/tag/parameters.ts';

/** The tags of a resource of the file, as the API has them. */
export const tagsOf = ({ tags }: { readonly tags: Readonly<Record<string, string>> }): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
