import { byId, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's flow logs, locked: for an action that changes it. */
export const ownFlowLogToChange = ownedToChange('flow_log');

export const flowLogById = byId('flow_log');

/** The flow logs of a VPC, a subnet or an interface. */
export const flowLogsOf = query((db, p: { resourceId: string }) =>
  db.selectFrom('flow_log').selectAll().where('resource_id', '=', p.resourceId).orderBy('id'),
);
