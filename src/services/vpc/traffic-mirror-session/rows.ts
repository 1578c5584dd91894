import { byId, type Owner, owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's sessions, with all columns. */
export const ownTrafficMirrorSession = owned('traffic_mirror_session');

/** The same, locked: for an action that changes it. */
export const ownTrafficMirrorSessionToChange = ownedToChange('traffic_mirror_session');

export const trafficMirrorSessionById = byId('traffic_mirror_session');

/** The session with a priority, if there is one. */
export const sessionWithPriority = query((db, p: Owner & { priority: number }) =>
  db
    .selectFrom('traffic_mirror_session')
    .select('id')
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('priority', '=', p.priority),
);

/** Any one session that uses a filter. */
export const aSessionWithFilter = query((db, p: { filterId: string }) =>
  db
    .selectFrom('traffic_mirror_session')
    .select('id')
    .where('traffic_mirror_filter_id', '=', p.filterId)
    .limit(1),
);

/** Any one session that uses a target. */
export const aSessionWithTarget = query((db, p: { targetId: string }) =>
  db
    .selectFrom('traffic_mirror_session')
    .select('id')
    .where('traffic_mirror_target_id', '=', p.targetId)
    .limit(1),
);

/** The sessions that mirror the traffic of an interface. */
export const sessionsFrom = query((db, p: { interfaceId: string }) =>
  db
    .selectFrom('traffic_mirror_session')
    .select('id')
    .where('network_interface_id', '=', p.interfaceId)
    .orderBy('id'),
);

/** The sessions that mirror traffic to a target. */
export const sessionsTo = query((db, p: { targetId: string }) =>
  db
    .selectFrom('traffic_mirror_session')
    .select('id')
    .where('traffic_mirror_target_id', '=', p.targetId)
    .orderBy('id'),
);
