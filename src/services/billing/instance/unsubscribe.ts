import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { clientToken, flag, id, text } from '#core/parameters.ts';
import type { Ids } from '#platform/ids.ts';
import { deleteFacts as balancerFacts } from '#services/clb/load-balancer/delete.facts.ts';
import { TRANSITIONS as BALANCER } from '#services/clb/load-balancer/lifecycle.ts';
import { regionOfLoadBalancer } from '#services/clb/load-balancer/rows.ts';
import { beginDelete as beginDeleteBalancer } from '#services/clb/load-balancer/transitions.ts';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { operateFacts } from '#services/ecs/instance/operate.ts';
import { regionOfInstance } from '#services/ecs/instance/rows.ts';
import { beginDelete } from '#services/ecs/instance/transitions.ts';
import { deleteFacts as natFacts } from '#services/natgateway/nat-gateway/delete.facts.ts';
import { TRANSITIONS as NAT } from '#services/natgateway/nat-gateway/lifecycle.ts';
import { regionOfNatGateway } from '#services/natgateway/nat-gateway/rows.ts';
import { beginDeletion as beginDeleteNat } from '#services/natgateway/nat-gateway/transitions.ts';
import { deleteFacts as packageFacts } from '#services/vpc/bandwidth-package/delete.facts.ts';
import { TRANSITIONS as PACKAGE } from '#services/vpc/bandwidth-package/lifecycle.ts';
import { regionOfBandwidthPackage } from '#services/vpc/bandwidth-package/rows.ts';
import { beginDelete as beginDeletePackage } from '#services/vpc/bandwidth-package/transitions.ts';
import { TRANSITIONS as EIP } from '#services/vpc/eip/lifecycle.ts';
import { releaseFacts } from '#services/vpc/eip/release.facts.ts';
import { regionOfEip } from '#services/vpc/eip/rows.ts';
import { beginRelease } from '#services/vpc/eip/transitions.ts';
import type { Reader } from '#store/store.ts';
import { unsubscribeRules } from './unsubscribe.rules.ts';

/** The products as which instances are sold: Terraform tries them one after the other. */
const INSTANCES = ['ecs', 'ecs_baremetal', 'gpu_server', 'hpc_gpu'];

/** Where a resource of each other product is found. */
const REGION_OF: Readonly<Record<string, typeof regionOfInstance>> = {
  eip: regionOfEip,
  bandwidthpackage: regionOfBandwidthPackage,
  nat_gateway: regionOfNatGateway,
  clb: regionOfLoadBalancer,
};

/**
 * Ends a subscription before its time, and with it the instance, the EIP, the bandwidth package, the
 * NAT gateway or the load balancer: docs 6269/1166373. A resource without a subscription is deleted or released by its own service.
 */
export const unsubscribeInstance = writeAction({
  name: 'UnsubscribeInstance',
  summary: 'end the subscription of a resource, and the resource with it',
  parameters: () =>
    z.object({
      InstanceID: id(),
      Product: text(64),
      UnsubscribeRelatedInstance: flag().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () =>
    z.object({
      OrderID: z.string(),
      OrderIDList: z.array(z.string()),
      SuccessInstanceInfos: z.array(z.object({ InstanceID: z.string(), Product: z.string() })),
    }),
  inert: {
    UnsubscribeRelatedInstance:
      'what comes with an instance ends with it, and nothing else is related to it',
  },
  begins: [INSTANCE.delete, EIP.release, PACKAGE.delete, NAT.delete, BALANCER.delete],
  rules: unsubscribeRules,

  async facts(tx, { InstanceID, Product }, context) {
    const product = Product.toLowerCase();
    const regionOf = REGION_OF[product] ?? regionOfInstance;
    const there = await callWhere(tx, regionOf, InstanceID, context);
    return {
      product: Product,
      there,
      eip: product === 'eip' ? await releaseFacts(tx, InstanceID, there) : undefined,
      bandwidthPackage:
        product === 'bandwidthpackage' ? await packageFacts(tx, InstanceID, there) : undefined,
      natGateway: product === 'nat_gateway' ? await natFacts(tx, InstanceID, there) : undefined,
      loadBalancer:
        product === 'clb'
          ? await balancerFacts(tx, { id: InstanceID, forced: false }, there)
          : undefined,
      instance: INSTANCES.includes(product)
        ? await operateFacts(tx, { InstanceId: InstanceID }, there)
        : undefined,
    };
  },

  async change(tx, { there, ...of }, { InstanceID, Product }, context) {
    if (of.eip) await beginRelease(tx, there, InstanceID);
    else if (of.bandwidthPackage) await beginDeletePackage(tx, there, InstanceID);
    else if (of.natGateway) await beginDeleteNat(tx, there, InstanceID);
    else if (of.loadBalancer) await beginDeleteBalancer(tx, there, InstanceID);
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
