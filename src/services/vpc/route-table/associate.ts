import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { associateRules } from './association.rules.ts';
import { associationFacts, associationParameters } from './association.ts';
import { putOnTable } from './make.ts';
import { leaveCustomTable } from './remove.ts';

/** Associates a subnet with a route table instead of its present one, at once. */
export const associateRouteTable = writeAction({
  name: 'AssociateRouteTable',
  summary: 'put a subnet on a route table',
  asyncTask: true,
  parameters: associationParameters,
  result: () => z.object({}),
  rules: associateRules,
  facts: associationFacts,

  async change(tx, { routeTable, subnet, associated }) {
    if (routeTable === undefined) refuse(vpcRefusals.RouteTableNotFound);
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    if (associated) return {};
    await leaveCustomTable(tx, subnet.id);
    if (routeTable.type !== 'System') await putOnTable(tx, subnet.id, routeTable.id);
    return {};
  },
});
