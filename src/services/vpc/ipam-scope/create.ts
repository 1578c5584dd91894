import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamRow } from '#store/schema/ipam.ts';
import { ipamExists } from '../ipam/ipam.rules.ts';
import { ownIpamToChange } from '../ipam/rows.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { makeScope } from './make.ts';

const createRules: readonly Rule<{ readonly ipam: IpamRow | undefined }>[] = [ipamExists];

/** Makes a scope of an IPAM, in the IPAM's project. It is Available at once. */
export const createIpamScope = writeAction({
  name: 'CreateIpamScope',
  summary: 'create a scope of an IPAM',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamId: id(),
      IpamScopeName: resourceName().optional(),
      Description: description().optional(),
      IpamScopeType: z.enum(['private', 'public']).default('private'),
    }),
  result: () => z.object({ IpamScopeId: z.string() }),
  rules: createRules,

  async facts(tx, { IpamId }, context) {
    return { ipam: await tx.first(ownIpamToChange, ownKey(context, IpamId)) };
  },

  async change(tx, { ipam }, input, context) {
    const scopeId = await makeScope(tx, context, {
      ipamId: input.IpamId,
      type: input.IpamScopeType,
      isDefault: false,
      projectName: ipam?.project_name ?? DEFAULT_PROJECT,
      name: input.IpamScopeName,
      description: input.Description,
    });
    return { IpamScopeId: scopeId };
  },
});
