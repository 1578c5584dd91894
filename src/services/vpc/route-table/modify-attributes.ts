import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { routeTableExists } from './route-table.rules.ts';
import { ownRouteTableToChange } from './rows.ts';

/** Changes a route table's name and description; an absent one stays as it is. */
export const modifyRouteTableAttributes = writeAction({
  name: 'ModifyRouteTableAttributes',
  summary: 'change a route table',
  parameters: () =>
    z.object({
      RouteTableId: id(),
      RouteTableName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: [routeTableExists],

  async facts(tx, { RouteTableId }, context) {
    const key = ownKey(context, RouteTableId);
    return { routeTable: await tx.first(ownRouteTableToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('route_table', input.RouteTableId, {
      ...(input.RouteTableName !== undefined && { name: input.RouteTableName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
