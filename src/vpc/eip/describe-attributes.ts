import * as z from 'zod';
import { readAction } from '../../action.ts';
import { id } from '../../parameters.ts';
import { refuse } from '../../refusal.ts';
import { interfaceById } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownEip } from './rows.ts';
import { eipResult, viewEips } from './view.ts';

/** One EIP in full; clients poll it to see a transition end. */
export const describeEipAddressAttributes = readAction({
  name: 'DescribeEipAddressAttributes',
  summary: 'show one EIP',
  parameters: z.object({ AllocationId: id() }),
  result: eipResult.extend({
    IsBlocked: z.boolean(),
    ServiceManaged: z.boolean(),
    VpcId: z.string(),
  }),
  refusals: [vpcRefusals.EipNotFound],

  async view(tx, { AllocationId }, { accountId, region }) {
    const row = await tx.first(ownEip, {
      id: AllocationId,
      account_id: accountId,
      region: region.id,
    });
    if (row === undefined) refuse(vpcRefusals.EipNotFound);
    const [view] = await viewEips(tx, [row]);
    if (view === undefined) refuse(vpcRefusals.EipNotFound);
    const carrier =
      row.network_interface_id === null
        ? undefined
        : await tx.first(interfaceById, { id: row.network_interface_id });
    return { ...view, IsBlocked: false, ServiceManaged: false, VpcId: carrier?.vpc_id ?? '' };
  },
});
