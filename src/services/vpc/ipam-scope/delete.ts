import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamScopeRow } from '#store/schema/ipam.ts';
import { vpcRefusals } from '../refusals.ts';
import { scopeExists } from './ipam-scope.rules.ts';
import { removeScope } from './remove.ts';
import { aPoolOfScope, ownScopeToChange } from './rows.ts';

interface DeleteFacts {
  readonly scope: IpamScopeRow | undefined;
  /** One of its pools, if there is one. */
  readonly pool: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  scopeExists,
  {
    refusal: vpcRefusals.IpamScopeIsDefault,
    broken: ({ scope }) => scope && scope.is_default === 1,
    because: ({ scope }) => `the scope is ${scope?.is_default === 1 ? 'the' : 'no'} default one`,
  },
  {
    refusal: vpcRefusals.IpamScopeInUse,
    broken: ({ pool }) => pool !== undefined,
    because: ({ pool }) => `it has ${pool ?? 'no pool'}`,
  },
];

/** Deletes a scope without pools that is not a default one, at once. */
export const deleteIpamScope = writeAction({
  name: 'DeleteIpamScope',
  summary: 'delete a scope of an IPAM',
  asyncTask: true,
  parameters: () => z.object({ IpamScopeId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { IpamScopeId }, context) {
    const scope = await tx.first(ownScopeToChange, ownKey(context, IpamScopeId));
    return { scope, pool: scope && (await tx.first(aPoolOfScope, { scopeId: scope.id }))?.id };
  },

  async change(tx, _, { IpamScopeId }) {
    await removeScope(tx, IpamScopeId);
    return {};
  },
});
