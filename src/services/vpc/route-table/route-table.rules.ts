import type { Rule } from '#core/action.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import { vpcRefusals } from '../refusals.ts';

export interface RouteTableFacts {
  readonly routeTable: Pick<RouteTableRow, 'id' | 'type' | 'vpc_id' | 'associate_type'> | undefined;
}

export const routeTableExists: Rule<RouteTableFacts> = {
  refusal: vpcRefusals.RouteTableNotFound,
  broken: ({ routeTable }) => routeTable === undefined,
  because: ({ routeTable }) =>
    routeTable ? `${routeTable.id} exists` : 'there is no such route table',
};
