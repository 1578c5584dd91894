import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '#services/vpc/names.ts';
import { tagList } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';

/** Makes an ACL without entries, Active at once. */
export const createAcl = writeAction({
  name: 'CreateAcl',
  summary: 'create an ACL of listeners',
  parameters: () =>
    z.object({
      AclName: resourceName().optional(),
      Description: description().optional(),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: tagList().optional(),
    }),
  result: () => z.object({ AclId: z.string() }),
  rules: [],
  facts: async () => ({}),

  async change(tx, _, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.acl.idPrefix));
    await tx.insert('acl', {
      ...owner,
      project_name: input.ProjectName,
      name: input.AclName ?? owner.id,
      description: input.Description ?? '',
      status: 'Active',
    });
    await addTags(tx, owner, 'acl', input.Tags);
    return { AclId: owner.id };
  },
});
