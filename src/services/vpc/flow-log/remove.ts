import type { FlowLogRow } from '#store/schema/flow-log.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { flowLogsOf } from './rows.ts';

/** Removes a flow log with its tags. */
export async function removeFlowLog(tx: Writer, row: Pick<FlowLogRow, 'id'>): Promise<void> {
  await removeTags(tx, row.id);
  await tx.remove('flow_log', row.id);
}

/** Removes the flow logs of a VPC, a subnet or an interface that is being removed. */
export async function removeFlowLogsOf(tx: Writer, resourceId: string): Promise<void> {
  for (const row of await tx.all(flowLogsOf, { resourceId })) await removeFlowLog(tx, row);
}
