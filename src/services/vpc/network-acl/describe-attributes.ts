import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownNetworkAcl } from './rows.ts';
import { networkAclResult, viewNetworkAcls } from './view.ts';

/** Shows one network ACL in full. */
export const describeNetworkAclAttributes = readAction({
  name: 'DescribeNetworkAclAttributes',
  summary: 'show one network ACL and its entries',
  parameters: () => z.object({ NetworkAclId: id() }),
  result: () => z.object({ NetworkAclAttribute: networkAclResult() }),
  refusals: [vpcRefusals.NetworkAclNotFound],

  async view(tx, { NetworkAclId }, context) {
    const key = ownKey(context, NetworkAclId);
    const row = await tx.first(ownNetworkAcl, key);
    const [view] = row === undefined ? [] : await viewNetworkAcls(tx, [row]);
    return { NetworkAclAttribute: view ?? refuse(vpcRefusals.NetworkAclNotFound) };
  },
});
