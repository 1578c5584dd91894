import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { description, resourceName } from '../names.ts';
import { ownPrefixListToChange } from '../prefix-list/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownRouteTableToChange } from '../route-table/rows.ts';
import { blockText } from '../subnet/range.ts';
import { blocksOfVpc } from '../subnet/rows.ts';
import { reachedBlocksOf } from '../vpc/cidr-rows.ts';
import { ownVpc } from '../vpc/rows.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeRoute } from './make.ts';
import { NEXT_HOP_TYPES, nextHopOf, SERVED } from './next-hop.ts';
import { routesCounted } from './route-count.ts';
import { routesOfTable } from './rows.ts';

const parameters = () =>
  z.object({
    RouteTableId: id(),
    DestinationCidrBlock: z
      .string()
      .max(64)
      .refine((cidr) => blockText(cidr) !== undefined, 'it must be a block: 10.0.0.0/8')
      .optional(),
    DestinationPrefixListId: id().optional(),
    NextHopType: z.enum(NEXT_HOP_TYPES),
    NextHopId: id(),
    NextHopName: z.string().max(128).optional(),
    RouteEntryName: resourceName().optional(),
    Description: description().optional(),
    ClientToken: clientToken().optional(),
  });

/** Adds a custom route to a route table. It is Pending, then Available. */
export const createRouteEntry = writeAction({
  name: 'CreateRouteEntry',
  summary: 'add a custom route to a route table',
  asyncTask: true,
  parameters,
  result: () => z.object({ RouteEntryId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const nextHop = await nextHopOf(tx, input.NextHopType, { id: input.NextHopId, ...owner });
    const routeTable = await tx.first(ownRouteTableToChange, { id: input.RouteTableId, ...owner });
    const vpc = routeTable && (await tx.first(ownVpc, { id: routeTable.vpc_id, ...owner }));
    const routes = routeTable ? await tx.all(routesOfTable, { routeTableId: routeTable.id }) : [];
    const block =
      input.DestinationCidrBlock === undefined ? undefined : blockText(input.DestinationCidrBlock);
    // A block takes precedence over a list, as in the rules of security groups.
    const listId = block === undefined ? input.DestinationPrefixListId : undefined;
    const destination = block ?? listId;
    const prefixList =
      listId === undefined
        ? undefined
        : await tx.first(ownPrefixListToChange, { id: listId, ...owner });
    return {
      routeTable,
      vpc,
      vpcId: vpc?.id,
      destination,
      prefixListId: listId,
      prefixList,
      nextHop,
      served: SERVED,
      own: vpc && block && (await ownBlock(tx, vpc, block)),
      twin: routes.find((route) => route.destination === destination)?.id,
      weight: prefixList?.max_entries ?? 1,
      used: await routesCounted(tx, routes),
      allowed: context.world.quota(context.accountId, 'RoutesPerRouteTable'),
    };
  },

  async change(tx, { routeTable, destination }, input, context) {
    if (routeTable === undefined || destination === undefined) {
      refuse(vpcRefusals.RouteTableNotFound);
    }
    const routeId = await makeRoute(tx, context, {
      routeTable,
      status: TRANSITIONS.create.from,
      destination,
      nextHopType: input.NextHopType,
      nextHopId: input.NextHopId,
      nextHopName: input.NextHopName,
      name: input.RouteEntryName,
      description: input.Description,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, routeId);
    return { RouteEntryId: routeId };
  },
});

/** The VPC or subnet that has this block, if there is one: its traffic stays in the VPC. */
async function ownBlock(tx: Reader, vpc: VpcRow, block: string): Promise<string | undefined> {
  const reached = await reachedBlocksOf(tx, vpc);
  if (reached.some(({ cidr_block }) => cidr_block === block)) return vpc.id;
  const subnets = await tx.all(blocksOfVpc, { vpcId: vpc.id });
  return subnets.find((each) => [each.cidr_block, each.ipv6_cidr_block].includes(block))?.id;
}
