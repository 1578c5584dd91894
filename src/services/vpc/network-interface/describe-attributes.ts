import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownInterface } from './rows.ts';
import { networkInterfaceResult, viewInterfaces } from './view.ts';

/** Shows one interface in full; clients poll this to see a transition end. */
export const describeNetworkInterfaceAttributes = readAction({
  name: 'DescribeNetworkInterfaceAttributes',
  summary: 'show one network interface',
  parameters: () => z.object({ NetworkInterfaceId: id() }),
  result: networkInterfaceResult,
  refusals: [vpcRefusals.EniNotFound],

  async view(tx, { NetworkInterfaceId }, context) {
    const row = await tx.first(ownInterface, ownKey(context, NetworkInterfaceId));
    if (row === undefined) refuse(vpcRefusals.EniNotFound);
    const [view] = await viewInterfaces(tx, [row]);
    if (view === undefined) refuse(vpcRefusals.EniNotFound);
    return view;
  },
});
