import type { NatGateway, NextHop, NicPolicy } from '#core/network.ts';
import { isSix, isWithin, prefixLength } from './addresses.ts';
import { drop, type Judgement, type PacketNetwork, pass } from './packet.ts';

/** A judgement, and the NIC that a packet is led to when it passes. */
export interface Led {
  readonly judgement: Judgement;
  readonly nic: NicPolicy | undefined;
  /** The NAT gateway that it is led to instead. */
  readonly natGateway?: NatGateway;
}

/** The NIC that has an address of the network: its own, or one that floats. */
export function holderOf(network: PacketNetwork, address: string): NicPolicy | undefined {
  const own = network.nics.find(({ addresses }) => addresses.includes(address));
  if (own !== undefined) return own;
  const floating = network.floatingAddresses.find((each) => each.address === address);
  return network.nics.find(({ id }) => id === floating?.nicIds[0]);
}

/** Where a sender's route table leads: the longest prefix, and of equal ones the first. */
export function byRouteTable(network: PacketNetwork, sender: NicPolicy, destination: string): Led {
  const subnet = network.subnets.find(({ id }) => id === sender.subnetId);
  const table = network.routeTables.find(({ id }) => id === subnet?.routeTableId);
  const id = table?.id ?? '';
  let best: { readonly block: string; readonly nextHop: NextHop } | undefined;
  for (const { blocks, nextHop } of table?.routes ?? []) {
    for (const block of blocks) {
      if (!isWithin(destination, block)) continue;
      if (best === undefined || prefixLength(block) > prefixLength(best.block)) {
        best = { block, nextHop };
      }
    }
  }
  if (best === undefined) {
    return { judgement: drop(id, `it has no route to ${destination}`), nic: undefined };
  }
  const { nic, words } = atNextHop(network, best.nextHop);
  const route = `its route to ${best.block} ${words}`;
  const natGateway = natGatewayAt(network, best.nextHop);
  if (natGateway !== undefined && !isSix(destination)) {
    return { judgement: pass(id, route), nic: undefined, natGateway };
  }
  return { judgement: nic === undefined ? drop(id, route) : pass(id, route), nic };
}

function atNextHop(
  network: PacketNetwork,
  hop: NextHop,
): { readonly nic: NicPolicy | undefined; readonly words: string } {
  if (hop === 'nowhere') {
    return { nic: undefined, words: 'leads to what is in no instance, or to no NIC at all' };
  }
  if (hop === 'ipv6-internet') {
    return { nic: undefined, words: 'leads to the IPv6 gateway' };
  }
  if ('natGatewayId' in hop) {
    return { nic: undefined, words: `leads to ${hop.natGatewayId}` };
  }
  if ('nicId' in hop) {
    const nic = network.nics.find(({ id }) => id === hop.nicId);
    return { nic, words: `leads to ${hop.nicId}` };
  }
  const floating = network.floatingAddresses.find(({ id }) => id === hop.floatingAddressId);
  const nic = network.nics.find(({ id }) => id === floating?.nicIds[0]);
  const holder = nic === undefined ? 'which no NIC in an instance has' : `which ${nic.id} has`;
  return { nic, words: `leads to ${hop.floatingAddressId}, ${holder}` };
}

/** A NAT gateway leads to the internet when it has an address there. */
function natGatewayAt({ natGateways }: PacketNetwork, hop: NextHop): NatGateway | undefined {
  if (typeof hop === 'string' || !('natGatewayId' in hop)) return undefined;
  return natGateways.find(({ id, addresses }) => id === hop.natGatewayId && addresses.length > 0);
}
