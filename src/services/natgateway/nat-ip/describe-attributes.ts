import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { natRefusals } from '../refusals.ts';
import { ownNatIp } from './rows.ts';
import { natIpResult, viewNatIps } from './view.ts';

/** Shows one of the caller's NAT IPs. */
export const describeNatIpAttributes = readAction({
  name: 'DescribeNatIpAttributes',
  summary: 'show one NAT IP',
  parameters: () => z.object({ NatIpId: id() }),
  result: natIpResult,
  refusals: [natRefusals.NatIpNotFound],

  async view(tx, { NatIpId }, context) {
    const row = await tx.first(ownNatIp, ownKey(context, NatIpId));
    const [view] = row === undefined ? [] : await viewNatIps(tx, [row]);
    return view ?? refuse(natRefusals.NatIpNotFound);
  },
});
