import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamScopeRow } from '#store/schema/ipam.ts';
import { description, resourceName } from '../names.ts';
import { scopeExists } from './ipam-scope.rules.ts';
import { ownScopeToChange } from './rows.ts';

const modifyRules: readonly Rule<{ readonly scope: IpamScopeRow | undefined }>[] = [scopeExists];

/** Changes a scope's name and description, at once; an absent one stays as it is. */
export const modifyIpamScope = writeAction({
  name: 'ModifyIpamScope',
  summary: "change an IPAM scope's name and description",
  parameters: () =>
    z.object({
      IpamScopeId: id(),
      IpamScopeName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { IpamScopeId }, context) {
    return { scope: await tx.first(ownScopeToChange, ownKey(context, IpamScopeId)) };
  },

  async change(tx, _, input) {
    await tx.update('ipam_scope', input.IpamScopeId, {
      ...(input.IpamScopeName !== undefined && { name: input.IpamScopeName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
