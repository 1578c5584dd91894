import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { ownRows } from '#store/owned.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';

/** Lists how load balancers are paid for. */
export const describeLoadBalancersBilling = readAction({
  name: 'DescribeLoadBalancersBilling',
  summary: 'list how load balancers are paid for',
  parameters: () => z.object({ LoadBalancerIds: list(id(), 100).optional(), ...numberPaging() }),
  result: () =>
    z.object({
      LoadBalancerBillingConfigs: z.array(
        z.object({
          LoadBalancerId: z.string(),
          BillingType: z.int(),
          InstanceStatus: z.int(),
          ExpiredTime: z.string(),
          OverdueTime: z.string(),
          OverdueReclaimTime: z.string(),
          ReclaimTime: z.string(),
          RemainRenewTimes: z.int(),
          RenewPeriodTimes: z.int(),
          RenewType: z.int(),
        }),
      ),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const { rows, paging } = await pageOf<LoadBalancerRow>(
      tx,
      'load_balancer',
      pagingOf(input),
      (db) => ownRows(db, 'load_balancer', ownerOf(context), {}, input.LoadBalancerIds),
    );
    return {
      LoadBalancerBillingConfigs: rows.map((row) => ({
        LoadBalancerId: row.id,
        BillingType: row.billing_type,
        InstanceStatus: 1,
        ExpiredTime: row.expires_at === 0 ? '' : beijing(row.expires_at),
        OverdueTime: '',
        OverdueReclaimTime: '',
        ReclaimTime: '',
        RemainRenewTimes: row.remain_renew_times,
        RenewPeriodTimes: row.renew_period_times,
        RenewType: row.renew_type,
      })),
      ...pageNumbers(paging),
    };
  },
});
