import { query } from '#store/query.ts';

/** The rules of a listener, the oldest first. */
export const rulesOfListener = query((db, p: { listenerId: string }) =>
  db.selectFrom('rule').selectAll().where('listener_id', '=', p.listenerId).orderBy('id'),
);
