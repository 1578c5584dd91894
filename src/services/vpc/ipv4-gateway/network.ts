import type { VpcRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ipv4GatewayIn } from './rows.ts';

/**
 * Whether EIPs carry packets in a VPC: its IPv4 gateway is enabled, or it has none and did not lose
 * its way to the internet with one.
 */
export async function reachesInternet(
  tx: Reader,
  vpc: Pick<VpcRow, 'id' | 'ipv4_private'>,
): Promise<boolean> {
  const gateway = await tx.first(ipv4GatewayIn, { vpcId: vpc.id });
  return gateway === undefined ? vpc.ipv4_private === 0 : gateway.enabled === 1;
}
