import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { integer } from '#core/parameters.ts';
import { type ListAsked, partOf } from '../named.ts';
import { offsetPaging, offsetResult, searched } from '../parameters.ts';
import { attachmentCounts } from './attachments.ts';
import { SYSTEM_POLICIES } from './system.ts';
import { customPolicy, ofSystem, policyResult, viewPolicy } from './view.ts';

/** Lists policies: those of the system first, then the account's own by name. */
export const listPolicies = readAction({
  name: 'ListPolicies',
  summary: 'list policies',
  parameters: () =>
    z.object({
      Scope: z.enum(['All', 'System', 'Custom']).default('All'),
      Query: searched(),
      WithServiceRolePolicy: integer(0, 1).optional(),
      ...offsetPaging(),
    }),
  result: () => z.object({ PolicyMetadata: z.array(policyResult()), ...offsetResult() }),
  inert: { WithServiceRolePolicy: 'there are no policies of service roles' },

  async view(tx, input, { accountId }) {
    const { Scope, Limit, Offset } = input;
    const system = Scope === 'Custom' ? [] : SYSTEM_POLICIES.filter(saying(input));
    const shown = system.slice(Offset, Offset + Limit).map(ofSystem);
    // What is left of the part goes on with the account's own.
    const rest = { ...input, Limit: Limit - shown.length, Offset: Offset - system.length };
    const { rows, total } =
      Scope === 'System'
        ? { rows: [], total: 0 }
        : await partOf(tx, 'iam_policy', accountId, { ...rest, Offset: Math.max(0, rest.Offset) }, [
            'name',
            'description',
          ]);
    const own = rows.map(customPolicy);
    const idsOf = (policies: readonly { readonly id: string }[]) => policies.map(({ id }) => id);
    const counts = new Map([
      ...(await attachmentCounts(tx, accountId, 'System', idsOf(shown))),
      ...(await attachmentCounts(tx, accountId, 'Custom', idsOf(own))),
    ]);
    return {
      PolicyMetadata: [...shown, ...own].map((policy) =>
        viewPolicy(accountId, policy, counts.get(policy.id) ?? 0),
      ),
      Limit,
      Offset,
      Total: system.length + total,
    };
  },
});

const saying =
  ({ Query }: Pick<ListAsked, 'Query'>) =>
  ({ name, description }: { readonly name: string; readonly description: string }) =>
    name.includes(Query) || description.includes(Query);
