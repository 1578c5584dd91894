import * as z from 'zod';
import { writeAction } from '../../action.ts';
import { operateFacts } from '../../ecs/instance/operate.ts';
import { beginDelete } from '../../ecs/instance/transitions.ts';
import type { Ids } from '../../ids.ts';
import { clientToken, flag, id, text } from '../../parameters.ts';
import { releaseFacts } from '../../vpc/eip/release.facts.ts';
import { beginRelease } from '../../vpc/eip/transitions.ts';
import { unsubscribeRules } from './unsubscribe.rules.ts';

/** The products that instances are sold as: Terraform tries them one after the other. */
const INSTANCES = ['ecs', 'ecs_baremetal', 'gpu_server', 'hpc_gpu'];

/**
 * Ends a subscription before its time, and with it the instance or the EIP: docs 6269/1166373.
 * What is not subscribed is deleted or released by its own service.
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
  rules: unsubscribeRules,

  async facts(tx, { InstanceID, Product }, call) {
    const product = Product.toLowerCase();
    return {
      product: Product,
      eip: product === 'eip' ? await releaseFacts(tx, InstanceID, call) : undefined,
      instance: INSTANCES.includes(product)
        ? await operateFacts(tx, { InstanceId: InstanceID }, call)
        : undefined,
    };
  },

  async change(tx, { eip }, { InstanceID, Product }, call) {
    if (eip) await beginRelease(tx, call, InstanceID);
    else await beginDelete(tx, call, InstanceID);
    const order = orderId(call.ids);
    return {
      OrderID: order,
      OrderIDList: [order],
      SuccessInstanceInfos: [{ InstanceID, Product }],
    };
  },
});

/** `Order` and 19 digits. */
function orderId(ids: Ids): string {
  return `Order${String(ids.random(8).readBigUInt64BE() % 10n ** 19n).padStart(19, '0')}`;
}
