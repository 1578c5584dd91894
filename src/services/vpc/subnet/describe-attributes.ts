import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownSubnet } from './rows.ts';
import { subnetResult, viewSubnets } from './view.ts';

/** Shows one subnet in full; clients poll this to see a transition end. */
export const describeSubnetAttributes = readAction({
  name: 'DescribeSubnetAttributes',
  summary: 'show one subnet',
  parameters: () => z.object({ SubnetId: id() }),
  result: subnetResult,
  refusals: [vpcRefusals.SubnetNotFound],

  async view(tx, { SubnetId }, context) {
    const key = ownKey(context, SubnetId);
    const row = await tx.first(ownSubnet, key);
    const [view] = row === undefined ? [] : await viewSubnets(tx, [row]);
    return view ?? refuse(vpcRefusals.SubnetNotFound);
  },
});
