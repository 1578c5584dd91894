import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { removeRouteTable } from './remove.ts';
import { type RouteTableFacts, routeTableExists } from './route-table.rules.ts';
import { aSubnetOn, ownRouteTableToChange } from './rows.ts';

interface DeleteFacts extends RouteTableFacts {
  /** One of the subnets on it, if there is one. */
  readonly subnet: string | undefined;
}

/** The preconditions of DeleteRouteTable; no table of its page was seen, the order is ours. */
const deleteRules: readonly Rule<DeleteFacts>[] = [
  routeTableExists,
  {
    refusal: vpcRefusals.RouteTableIsSystem,
    broken: ({ routeTable }) => routeTable && routeTable.type === 'System',
    because: ({ routeTable }) => `the table's type is ${routeTable?.type ?? '?'}`,
  },
  {
    refusal: vpcRefusals.RouteTableInUse,
    args: () => ['a subnet'],
    broken: ({ subnet }) => subnet !== undefined,
    because: ({ subnet }) => `${subnet ?? 'no subnet'} is on it`,
  },
];

/**
 * Deletes a custom route table that no subnet is on, and its routes. It is gone before the answer.
 */
export const deleteRouteTable = writeAction({
  name: 'DeleteRouteTable',
  summary: 'delete a custom route table',
  asyncTask: true,
  parameters: () => z.object({ RouteTableId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { RouteTableId }, context) {
    const key = ownKey(context, RouteTableId);
    const routeTable = await tx.first(ownRouteTableToChange, key);
    const subnet = routeTable && (await tx.first(aSubnetOn, { routeTableId: routeTable.id }));
    return { routeTable, subnet: subnet?.subnet_id };
  },

  async change(tx, _, { RouteTableId }) {
    await removeRouteTable(tx, RouteTableId);
    return {};
  },
});
