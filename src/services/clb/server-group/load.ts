import { type Context, ownKey } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { ownLoadBalancer } from '../load-balancer/rows.ts';
import { ownServerGroupToChange } from './rows.ts';

/** A group, locked, and where its servers are. */
export async function groupToChange(tx: Reader, context: Context, id: string) {
  const serverGroup = await tx.first(ownServerGroupToChange, ownKey(context, id));
  const key = serverGroup && ownKey(context, serverGroup.load_balancer_id);
  const loadBalancer = key && (await tx.first(ownLoadBalancer, key));
  return {
    serverGroup,
    vpcId: loadBalancer?.vpc_id ?? '',
    anyPort: serverGroup?.any_port_enabled === 'on',
  };
}
