import { byId, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's targets, locked: for an action that changes it or what uses it. */
export const ownTrafficMirrorTargetToChange = ownedToChange('traffic_mirror_target');

export const trafficMirrorTargetById = byId('traffic_mirror_target');

/** The targets that an interface or a load balancer is. */
export const targetsAt = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('traffic_mirror_target')
    .selectAll()
    .where('instance_id', '=', p.instanceId)
    .orderBy('id'),
);
