import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { clientToken, flag, id, text } from '#core/parameters.ts';
import type { Ids } from '#platform/ids.ts';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { operateFacts } from '#services/ecs/instance/operate.ts';
import { regionOfInstance } from '#services/ecs/instance/rows.ts';
import { beginDelete } from '#services/ecs/instance/transitions.ts';
import { TRANSITIONS as EIP } from '#services/vpc/eip/lifecycle.ts';
import { releaseFacts } from '#services/vpc/eip/release.facts.ts';
import { regionOfEip } from '#services/vpc/eip/rows.ts';
import { beginRelease } from '#services/vpc/eip/transitions.ts';
import type { Reader } from '#store/store.ts';
import { unsubscribeRules } from './unsubscribe.rules.ts';

/** The products as which instances are sold: Terraform tries them one after the other. */
const INSTANCES = ['ecs', 'ecs_baremetal', 'gpu_server', 'hpc_gpu'];

/**
 * Ends a subscription before its time, and with it the instance or the EIP: docs 6269/1166373. A
 * resource without a subscription is deleted or released by its own service.
 */
export const unsubscribeInstance = writeAction({
  name: 'UnsubscribeInstance',
  summary: 'end the subscription of an instance or an EIP, and the resource with it',
  parameters: z.object({
    InstanceID: id(),
    Product: text(64),
    UnsubscribeRelatedInstance: flag().optional(),
    ClientToken: clientToken().optional(),
  }),
  result: z.object({
    OrderID: z.string(),
    OrderIDList: z.array(z.string()),
    SuccessInstanceInfos: z.array(z.object({ InstanceID: z.string(), Product: z.string() })),
  }),
  inert: {
    UnsubscribeRelatedInstance:
      'what comes with an instance ends with it, and nothing else is related to it',
  },
  begins: [INSTANCE.delete, EIP.release],
  rules: unsubscribeRules,

  async facts(tx, { InstanceID, Product }, context) {
    const product = Product.toLowerCase();
    const isEip = product === 'eip';
    const there = await callWhere(tx, isEip ? regionOfEip : regionOfInstance, InstanceID, context);
    return {
      product: Product,
      there,
      eip: isEip ? await releaseFacts(tx, InstanceID, there) : undefined,
      instance: INSTANCES.includes(product)
        ? await operateFacts(tx, { InstanceId: InstanceID }, there)
        : undefined,
    };
  },

  async change(tx, { eip, there }, { InstanceID, Product }, context) {
    if (eip) await beginRelease(tx, there, InstanceID);
    else await beginDelete(tx, there, InstanceID);
    const order = orderId(context.ids);
    return {
      OrderID: order,
      OrderIDList: [order],
      SuccessInstanceInfos: [{ InstanceID, Product }],
    };
  },
});

/** The same context, in the region in which the resource is. */
async function callWhere(
  tx: Reader,
  regionOf: typeof regionOfInstance,
  id: string,
  context: Context,
): Promise<Context> {
  const found = await tx.first(regionOf, { id, account_id: context.accountId });
  if (found === undefined) return context;
  // The world may no longer have the region of a resource.
  const region = context.world.region(found.region) ?? { id: found.region, zones: [] };
  return { ...context, region };
}

/** `Order` and 19 digits. */
function orderId(ids: Ids): string {
  return `Order${String(ids.random(8).readBigUInt64BE() % 10n ** 19n).padStart(19, '0')}`;
}
