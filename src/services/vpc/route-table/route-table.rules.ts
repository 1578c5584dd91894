import { exists, type Holding } from '#core/common.rules.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import { vpcRefusals } from '../refusals.ts';

export type RouteTableFacts = Holding<
  'routeTable',
  Pick<RouteTableRow, 'id' | 'type' | 'vpc_id' | 'associate_type'>
>;

export const routeTableExists = exists(vpcRefusals.RouteTableNotFound, 'routeTable', 'route table');
