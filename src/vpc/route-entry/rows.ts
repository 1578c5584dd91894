import { byId, ownedToChange } from '../../store/owned.ts';
import { query } from '../../store/query.ts';

/** One custom route of the caller's, for an action that changes it. */
export const ownRouteToChange = ownedToChange('route_entry');

export const routeById = byId('route_entry');

/** The custom routes of a table: a quota keeps them few. The table's lock keeps them as they are. */
export const routesOfTable = query((db, p: { routeTableId: string }) =>
  db
    .selectFrom('route_entry')
    .selectAll()
    .where('route_table_id', '=', p.routeTableId)
    .orderBy('id'),
);

/** Any one custom route of a VPC with exactly that destination. */
export const aRouteTo = query((db, p: { vpcId: string; destination: string }) =>
  db
    .selectFrom('route_entry')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('destination', '=', p.destination)
    .limit(1),
);

/** Any one custom route that leads to something. */
export const aRouteLeadingTo = query((db, p: { nextHopId: string }) =>
  db.selectFrom('route_entry').select('id').where('next_hop_id', '=', p.nextHopId).limit(1),
);
