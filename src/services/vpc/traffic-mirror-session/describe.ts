import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { TrafficMirrorSessionRow } from '#store/schema/traffic-mirror.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { sessionResult, viewSessions } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    TrafficMirrorSessionIds: list(id(), 100).optional(),
    TrafficMirrorSessionNames: list(z.string().max(128), 100).optional(),
    NetworkInterfaceId: id().optional(),
    TrafficMirrorFilterId: id().optional(),
    TrafficMirrorTargetId: id().optional(),
    Priority: z.int().optional(),
    VirtualNetworkId: z.int().optional(),
    PacketLength: z.int().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's sessions; conditions are ANDed, and nothing found is an empty list. */
export const describeTrafficMirrorSessions = readAction({
  name: 'DescribeTrafficMirrorSessions',
  summary: 'list traffic mirror sessions',
  parameters,
  result: () =>
    z.object({ TrafficMirrorSessions: z.array(sessionResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<TrafficMirrorSessionRow>(
      tx,
      'traffic_mirror_session',
      pagingOf(input),
      (db) => matching(db, ownerOf(context), input),
    );
    return {
      TrafficMirrorSessions: await viewSessions(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'traffic_mirror_session',
    owner,
    {
      network_interface_id: input.NetworkInterfaceId,
      traffic_mirror_filter_id: input.TrafficMirrorFilterId,
      traffic_mirror_target_id: input.TrafficMirrorTargetId,
      priority: input.Priority,
      virtual_network_id: input.VirtualNetworkId,
      packet_length: input.PacketLength,
      project_name: input.ProjectName,
    },
    input.TrafficMirrorSessionIds,
  );
  if (input.TrafficMirrorSessionNames)
    select = select.where('traffic_mirror_session.name', 'in', input.TrafficMirrorSessionNames);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'traffic_mirror_session.id', filters));
  }
  return select;
}
