import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownIpAddressPool } from './rows.ts';
import { ipAddressPoolResult, viewIpAddressPools } from './view.ts';

/** Shows one IP address pool in full. */
export const describeIpAddressPoolAttributes = readAction({
  name: 'DescribeIpAddressPoolAttributes',
  summary: 'show one IP address pool',
  parameters: () => z.object({ IpAddressPoolId: id() }),
  // Source: the SDK's types.
  result: () =>
    ipAddressPoolResult().extend({ AddressSource: z.string(), SpecificEgress: z.string() }),
  refusals: [vpcRefusals.IpAddressPoolNotFound],

  async view(tx, { IpAddressPoolId }, context) {
    const row = await tx.first(ownIpAddressPool, ownKey(context, IpAddressPoolId));
    const [view] = row === undefined ? [] : await viewIpAddressPools(tx, [row]);
    if (view === undefined) return refuse(vpcRefusals.IpAddressPoolNotFound);
    // All addresses are Tenon's own, and leave for nowhere in particular.
    return { ...view, AddressSource: '', SpecificEgress: '' };
  },
});
