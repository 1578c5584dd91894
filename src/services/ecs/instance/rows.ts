import type { OwnKey } from '#store/owned.ts';
import { byId, owned, ownedIn, ownedToChange } from '#store/owned.ts';
import { lockingQuery, query } from '#store/query.ts';
import { expectOne, type Writer } from '#store/store.ts';

/** One of the caller's instances, with all columns. */
export const instanceNow = owned('instance');

/** The same, locked. */
export const ownInstance = ownedToChange('instance');

/** The region of one of the caller's instances. */
export const regionOfInstance = ownedIn('instance');

export const instanceById = byId('instance');

/** The status of one of the caller's instances. Locked. */
export const instanceStatus = lockingQuery((db, p: OwnKey) =>
  db
    .selectFrom('instance')
    .select('status')
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region),
);

/** What AttachNetworkInterface must know about an instance, whoever owns it. Locked. */
export const instanceForAttach = lockingQuery((db, p: { id: string; region: string }) =>
  db
    .selectFrom('instance')
    .innerJoin('subnet', 'subnet.id', 'instance.subnet_id')
    .select([
      'instance.account_id',
      'instance.status',
      'instance.vpc_id',
      'instance.zone_id',
      'instance.instance_type_id',
      'instance.scheduled_instance_id',
      'subnet.cidr_block as primary_cidr_block',
    ])
    .select((column) =>
      column
        .selectFrom('network_interface')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('network_interface.instance_id', '=', 'instance.id')
        .$asScalar()
        .$notNull()
        .as('attached'),
    )
    .where('instance.id', '=', p.id)
    .where('instance.region', '=', p.region),
);

/**
 * Says that something was put on an instance that its own row does not show. A `serial` write that
 * has counted what is on the instance, and then waited for its row, fails by this and is done again:
 * a lock alone would let it go on with what it saw before.
 */
export async function guardInstance(tx: Writer, id: string): Promise<void> {
  if (!tx.guarded) return;
  await tx.atEnd({
    rank: 'instance',
    key: id,
    amounts: {},
    change: async (end) => expectOne(await end.run(sameInstance, { id })),
  });
}

const sameInstance = query((db, p: { id: string }) =>
  db
    .updateTable('instance')
    .set((set) => ({ updated_at: set.ref('updated_at') }))
    .where('id', '=', p.id),
);
