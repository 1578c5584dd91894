import type { PacketSource } from '#control/packet-question.ts';
import { instanceToEnsure } from '#services/ecs/instance/place.ts';
import { networkOf } from '#services/vpc/vpc/network.ts';
import {
  eipWith,
  interfaceEnd,
  interfaceWith,
  vpcsWithAddress,
} from '#services/vpc/vpc/packet-ends.ts';
import type { World } from '#world/world.ts';

/** How the control API finds what a packet may meet. */
export function createPacketSource(world: World): PacketSource {
  const regions = world.regions.map(({ id }) => id);
  return {
    interfaceEnd,
    interfaceWith,
    eipWith: (tx, address) => eipWith(tx, address, regions),
    vpcsWith: async (tx, address) =>
      (await tx.all(vpcsWithAddress, { address })).map(({ vpc_id }) => vpc_id),
    network: networkOf,
    isRunning: async (tx, id) => (await instanceToEnsure(tx, id))?.instance.running ?? false,
  };
}
