import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ownHaVip } from '../ha-vip/rows.ts';
import { interfaceById } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownEip } from './rows.ts';
import { eipResult, viewEips } from './view.ts';

/** Shows one EIP in full; clients poll this to see a transition end. */
export const describeEipAddressAttributes = readAction({
  name: 'DescribeEipAddressAttributes',
  summary: 'show one EIP',
  parameters: () => z.object({ AllocationId: id() }),
  result: () =>
    eipResult().extend({
      IsBlocked: z.boolean(),
      ServiceManaged: z.boolean(),
      VpcId: z.string(),
    }),
  refusals: [vpcRefusals.EipNotFound],

  async view(tx, { AllocationId }, context) {
    const row = await tx.first(ownEip, ownKey(context, AllocationId));
    if (row === undefined) refuse(vpcRefusals.EipNotFound);
    const [view] = await viewEips(tx, [row]);
    if (view === undefined) refuse(vpcRefusals.EipNotFound);
    return { ...view, IsBlocked: false, ServiceManaged: false, VpcId: await vpcOf(tx, row) };
  },
});

/** The VPC of what the EIP is bound to; '' while it is bound to nothing. */
async function vpcOf(tx: Reader, row: EipRow): Promise<string> {
  const { account_id, region, network_interface_id, instance_type, instance_id } = row;
  const carrier =
    instance_type === 'HaVip'
      ? await tx.first(ownHaVip, { id: instance_id, account_id, region })
      : network_interface_id && (await tx.first(interfaceById, { id: network_interface_id }));
  return carrier ? carrier.vpc_id : '';
}
