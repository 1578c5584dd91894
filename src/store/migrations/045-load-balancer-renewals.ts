import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

/** How the subscription of a load balancer is to be renewed: by hand, unless told. */
const RENEWAL = { renew_type: 1, renew_period_times: 0, remain_renew_times: 0 };

export function loadBalancerRenewals(db: Db): Compilable<unknown>[] {
  return Object.entries(RENEWAL).map(([name, value]) =>
    dynamic(db)
      .schema.alterTable('load_balancer')
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(value)),
  );
}
