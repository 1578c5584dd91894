import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownSubnet } from './rows.ts';
import { subnetResult, viewSubnets } from './view.ts';

/** Shows one subnet in full; clients poll this to see a transition end. */
export const describeSubnetAttributes = readAction({
  name: 'DescribeSubnetAttributes',
  summary: 'show one subnet',
  parameters: z.object({ SubnetId: id() }),
  result: subnetResult,
  refusals: [vpcRefusals.SubnetNotFound],

  async view(tx, { SubnetId }, { accountId, region }) {
    const key = { id: SubnetId, account_id: accountId, region: region.id };
    const row = await tx.first(ownSubnet, key);
    const [view] = row === undefined ? [] : await viewSubnets(tx, [row]);
    return view ?? refuse(vpcRefusals.SubnetNotFound);
  },
});
