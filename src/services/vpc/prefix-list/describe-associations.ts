import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Association, associationsOfLists } from './associations.ts';
import { ownPrefixList } from './rows.ts';

/**
 * Lists what refers to a prefix list: security groups by their rules, route tables by their routes.
 */
export const describePrefixListAssociations = readAction({
  name: 'DescribePrefixListAssociations',
  summary: 'list what refers to a prefix list',
  parameters: () =>
    z.object({
      PrefixListId: id(),
      ResourceType: z.enum(['VpcRouteTable', 'VpcSecurityGroup']).optional(),
      ...pagingParameters(),
    }),
  result: () =>
    z.object({
      PrefixListAssociations: z.array(
        z.object({ ResourceId: z.string(), ResourceType: z.string() }),
      ),
      ...pagingResult(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.PrefixListNotFound],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const key = ownKey(context, input.PrefixListId);
    if ((await tx.first(ownPrefixList, key)) === undefined) refuse(vpcRefusals.PrefixListNotFound);
    const all = (await associationsOfLists(tx, [key.id])).get(key.id) ?? [];
    const asked = all.filter(({ type }) => (input.ResourceType ?? type) === type);
    const page = pageOfList(asked, paging, placeOf);
    return {
      PrefixListAssociations: page.rows.map(({ id: ResourceId, type }) => ({
        ResourceId,
        ResourceType: type,
      })),
      ...page.paging,
    };
  },
});

/** Security groups, then route tables, the oldest first. */
const placeOf = ({ type, id }: Association) => `${type === 'VpcSecurityGroup' ? 0 : 1} ${id}`;
