import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { aclExists } from './acl.rules.ts';
import { whichAcl } from './entry.ts';
import { ownAclToChange } from './rows.ts';

/** Changes the name and the description of an ACL; an absent one stays as it is. */
export const modifyAclAttributes = writeAction({
  name: 'ModifyAclAttributes',
  summary: 'change an ACL of listeners',
  parameters: () =>
    z.object({
      ...whichAcl(),
      AclName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: [aclExists],

  async facts(tx, { AclId }, context) {
    return { acl: await tx.first(ownAclToChange, ownKey(context, AclId)) };
  },

  async change(tx, _, input) {
    await tx.update('acl', input.AclId, {
      ...(input.AclName !== undefined && { name: input.AclName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
