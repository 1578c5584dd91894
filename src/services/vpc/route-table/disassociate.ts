import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { disassociateRules } from './association.rules.ts';
import { associationFacts, associationParameters } from './association.ts';
import { leaveCustomTable } from './remove.ts';

/**
 * Disassociates a subnet from a custom route table: it is on its VPC's system table again, at once.
 */
export const disassociateRouteTable = writeAction({
  name: 'DisassociateRouteTable',
  summary: 'put a subnet back on the system route table',
  asyncTask: true,
  parameters: associationParameters,
  result: () => z.object({}),
  rules: disassociateRules,
  facts: associationFacts,

  async change(tx, { subnet }) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    await leaveCustomTable(tx, subnet.id);
    return {};
  },
});
