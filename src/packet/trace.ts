import type { Packet, PacketWorld, Trace } from './packet.ts';
import { Walk } from './walk.ts';

/** The first of the ports that senders choose by themselves. */
const EPHEMERAL_PORT = 49_152;

/**
 * What becomes of a packet, and of the answer to it: each rule, route and ACL on its way, and what it
 * decides. Nothing is sent, so bandwidth is not considered.
 */
export function tracePacket(world: PacketWorld, packet: Packet): Trace {
  const walk = new Walk(world, []);
  const passage = walk.of(packet);
  const { to, sourceSeen } = passage;
  if (to === undefined || sourceSeen === undefined) return { ...passage, reply: undefined };
  if (to === 'gateway' || to === 'metadata') {
    const because = 'what the router itself answers meets no group and no ACL';
    const steps = [{ stage: 'router', verdict: 'pass', by: '', because }] as const;
    return {
      ...passage,
      reply: { arrives: true, to: walk.sender, sourceSeen: packet.destination, steps },
    };
  }
  const answer: Packet = {
    from: to === 'internet' ? 'internet' : to.nicId,
    source: to === 'internet' ? packet.destination : to.address,
    destination: sourceSeen,
    protocol: packet.protocol,
    port: packet.port === 0 ? 0 : (packet.sourcePort ?? EPHEMERAL_PORT),
  };
  return { ...passage, reply: new Walk(world, walk.flows).of(answer) };
}
