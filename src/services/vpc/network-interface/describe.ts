import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pagePlacesOf } from '#core/page-places.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { refuse } from '#core/refusal.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpc } from '../vpc/rows.ts';
import { countInterfaces } from './counts.ts';
import { areCounted, interfaceFilters } from './describe.filters.ts';
import { findInterfaces } from './find.ts';
import { networkInterfaceResult, viewInterfaces } from './view.ts';

/** Lists the caller's interfaces; conditions are ANDed, and nothing found is an empty list. */
export const describeNetworkInterfaces = readAction({
  name: 'DescribeNetworkInterfaces',
  summary: 'list network interfaces',
  parameters: () => interfaceFilters().extend(pagingParameters()),
  result: () =>
    z.object({ NetworkInterfaceSets: z.array(networkInterfaceResult()), ...pagingResult() }),
  inert: { EnableWeakConsistency: 'every answer is consistent' },
  refusals: [
    vpcRefusals.NextTokenMalformed,
    vpcRefusals.VpcNotFound,
    vpcRefusals.PrivateIpsNeedVpc,
  ],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    if (input.PrivateIpAddresses && !input.VpcId) refuse(vpcRefusals.PrivateIpsNeedVpc);
    const owner = ownerOf(context);
    // Observed: a VPC that is gone is refused here, not answered with an empty list.
    if (input.VpcId !== undefined) {
      const vpc = await tx.first(ownVpc, { id: input.VpcId, ...owner });
      if (vpc === undefined) refuse(vpcRefusals.VpcNotFound);
    }
    const within = await countInterfaces(tx, owner, input);
    const counted = areCounted(input);
    const { rows, order } = findInterfaces(owner, input);
    const page = await pageOf<NetworkInterfaceRow>(tx, 'network_interface', paging, rows, {
      order,
      // When the counters say that there are none, none meets the further conditions either.
      total: within.interfaces === 0 || counted ? within.interfaces : undefined,
      ...(counted && { places: pagePlacesOf(context.world), version: within.version }),
    });
    return { NetworkInterfaceSets: await viewInterfaces(tx, page.rows), ...page.paging };
  },
});
