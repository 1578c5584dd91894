import type { ExpressionBuilder } from 'kysely';
import * as z from 'zod';
import { type Action, type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { bothOf } from '#platform/wait-for-all.ts';
import { guardInstance, instanceForAttach } from '#services/ecs/instance/rows.ts';
import { lockingQuery } from '#store/query.ts';
import type { Tables } from '#store/schema.ts';
import { movingEips } from '../eip/rows.ts';
import { type AttachFacts, attachRules } from './attach.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';

/**
 * Attaches an Available interface to a RUNNING or STOPPED instance of its VPC and zone. The
 * interface is Attaching until the data plane has plugged it and the dwell time is over, then
 * InUse. With instant transitions and no data plane it is InUse before the answer is sent.
 */
export const attachNetworkInterface = attachUnder(attachRules);

/** The action with the given rules: tests leave one out and see what it prevents. */
export function attachUnder(rules: readonly Rule<AttachFacts>[]): Action {
  return writeAction({
    name: 'AttachNetworkInterface',
    summary: 'attach a secondary network interface to an instance',
    asyncTask: true,
    parameters: () =>
      z.object({
        NetworkInterfaceId: id(),
        InstanceId: id(),
        DeleteOnTermination: flag().default(false),
      }),
    result: () => z.object({}),
    begins: [TRANSITIONS.attach],
    isolation: 'grouped-by-row',
    rules,

    // The instance first: every writer locks in this order.
    async facts(tx, { NetworkInterfaceId, InstanceId }, context) {
      const [instance, networkInterface] = await bothOf(
        tx.first(instanceForAttach, { id: InstanceId, region: context.region.id }),
        tx.first(interfaceForAttach, ownKey(context, NetworkInterfaceId)),
      );
      return {
        accountId: context.accountId,
        networkInterfaceId: NetworkInterfaceId,
        instanceId: InstanceId,
        networkInterface,
        instance: instance && { ...instance, ipv6_only: instance.primary_cidr_block === '' },
        instanceType: instance && context.world.instanceType(instance.instance_type_id),
      };
    },

    discreet: (facts) =>
      facts.instance?.account_id === facts.accountId
        ? facts
        : { ...facts, instance: undefined, instanceType: undefined },

    async change(tx, _, { NetworkInterfaceId, InstanceId, DeleteOnTermination }, context) {
      await tx.update('network_interface', NetworkInterfaceId, {
        status: TRANSITIONS.attach.from,
        instance_id: InstanceId,
        delete_on_termination: DeleteOnTermination ? 1 : 0,
        plane_refusal: '',
      });
      tx.touch('network_interface', NetworkInterfaceId, 'carried');
      await guardInstance(tx, InstanceId);
      await scheduleTransition(tx, context, TRANSITIONS.attach, NetworkInterfaceId);
      return {};
    },
  });
}

/** How many addresses of a family an interface holds. */
function addressCount(column: ExpressionBuilder<Tables, 'network_interface'>, family: 4 | 6) {
  return column
    .selectFrom('address')
    .select((count) => count.fn.countAll<number>().as('n'))
    .whereRef('address.network_interface_id', '=', 'network_interface.id')
    .where('family', '=', family)
    .$asScalar()
    .$notNull();
}

const interfaceForAttach = lockingQuery(
  (db, p: { id: string; account_id: string; region: string }) =>
    db
      .selectFrom('network_interface')
      .select(['status', 'type', 'vpc_id', 'zone_id', 'service_managed', 'plane_refusal'])
      .select((column) => [
        addressCount(column, 4).as('ipv4_count'),
        addressCount(column, 6).as('ipv6_count'),
        movingEips(column),
      ])
      .where('id', '=', p.id)
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region),
);
