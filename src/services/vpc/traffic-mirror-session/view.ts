import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { TrafficMirrorSessionRow } from '#store/schema/traffic-mirror.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A session as DescribeTrafficMirrorSessions answers it. Source: the SDK's types. */
export const sessionResult = () =>
  z.object({
    TrafficMirrorSessionId: z.string(),
    TrafficMirrorSessionName: z.string(),
    Description: z.string(),
    ProjectName: z.string(),
    TrafficMirrorSourceIds: z.array(z.string()),
    TrafficMirrorFilterId: z.string(),
    TrafficMirrorTargetId: z.string(),
    Priority: z.int(),
    VirtualNetworkId: z.int(),
    PacketLength: z.int(),
    Status: z.string(),
    BusinessStatus: z.string(),
    LockReason: z.string(),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSessions(
  tx: Reader,
  rows: readonly TrafficMirrorSessionRow[],
): Promise<z.infer<ReturnType<typeof sessionResult>>[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    TrafficMirrorSessionId: row.id,
    TrafficMirrorSessionName: row.name,
    Description: row.description,
    ProjectName: row.project_name,
    TrafficMirrorSourceIds: [row.network_interface_id],
    TrafficMirrorFilterId: row.traffic_mirror_filter_id,
    TrafficMirrorTargetId: row.traffic_mirror_target_id,
    Priority: row.priority,
    VirtualNetworkId: row.virtual_network_id,
    PacketLength: row.packet_length,
    Status: row.status,
    // Nobody is in arrears here.
    BusinessStatus: 'Normal',
    LockReason: '',
    Tags: tags.get(row.id) ?? [],
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}
