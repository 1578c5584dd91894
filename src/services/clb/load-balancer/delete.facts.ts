import { type Context, ownKey } from '#core/context.ts';
import { targetsAt } from '#services/vpc/traffic-mirror-target/rows.ts';
import type { Reader } from '#store/store.ts';
import type { DeleteFacts } from './delete.rules.ts';
import { eipsOnLoadBalancers, listenersOfLoadBalancers, ownLoadBalancerToChange } from './rows.ts';

/** What decides whether one of the caller's load balancers may be deleted. Its row is locked. */
export async function deleteFacts(
  tx: Reader,
  { id, forced }: { readonly id: string; readonly forced: boolean },
  context: Context,
): Promise<DeleteFacts> {
  const loadBalancer = await tx.first(ownLoadBalancerToChange, ownKey(context, id));
  const [listener] = loadBalancer ? await tx.allOf(listenersOfLoadBalancers, [id]) : [];
  const eips = loadBalancer ? await tx.allOf(eipsOnLoadBalancers, [id]) : [];
  const [target] = loadBalancer ? await tx.all(targetsAt, { instanceId: id }) : [];
  return {
    loadBalancer,
    listenerId: listener?.id,
    forced,
    eipId: eips.find((eip) => eip.id !== loadBalancer?.own_eip_id)?.id,
    targetId: target?.id,
    now: tx.now,
  };
}
