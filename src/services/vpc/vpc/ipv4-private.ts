import type { Writer } from '#store/store.ts';

/** Says whether a VPC without an IPv4 gateway is cut off from the internet over IPv4. */
export async function setIpv4Private(tx: Writer, vpcId: string, isPrivate: boolean): Promise<void> {
  await tx.update('vpc', vpcId, { ipv4_private: isPrivate ? 1 : 0 });
  tx.touch('vpc', vpcId);
}
