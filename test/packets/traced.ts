import type { PacketWorld, Passage } from '#packet/packet.ts';
import { tracePacket } from '#packet/trace.ts';
import { Walk } from '#packet/walk.ts';
import type { Case } from './case-worlds.ts';
import { tellPlace } from './coverage.ts';
import { pictureOf } from './picture.ts';
import { type Arrival, INTERNET_HOSTS, type Packet, type World } from './world.ts';

/** A packet of a world, where it arrives as the model says, and where the answer does. */
export interface Modelled {
  readonly packet: Packet;
  readonly sourcePort: number;
  readonly arrival: Arrival | undefined;
  readonly answer: Packet | undefined;
  readonly answered: Arrival | undefined;
}

/**
 * What `tenon packet` says otherwise than the model. It knows nothing of MAC addresses: packets with
 * a foreign one are left out.
 */
export function tracedOtherwise(world: World, all: readonly Modelled[]): string[] {
  const traced = packetWorldOf(world);
  return all.flatMap(({ packet, sourcePort, arrival, answer, answered }) => {
    if (packet.mac !== undefined) return [];
    const { from, protocol, source, destination, port } = packet;
    const trace = tracePacket(traced, { from, protocol, source, destination, port, sourcePort });
    const said = [place(trace, packet), place(trace.reply, answer)];
    const wanted = [arrival, answered].map((each) => (each === undefined ? '' : tellPlace(each)));
    if (said[0] === wanted[0] && (answer === undefined || said[1] === wanted[1])) return [];
    const steps = [...trace.steps, ...(trace.reply?.steps ?? [])];
    const told = steps.map(({ stage, verdict, because }) => `${stage} ${verdict}: ${because}`);
    const asked = `${from} ${protocol} ${source} > ${destination} ${port}`;
    return [
      `tenon packet says of ${asked} [${said}], and the model [${wanted}]\n    ${told.join('\n    ')}`,
    ];
  });
}

/** One packet, by flows that are known already, as the model's cases tell it. */
export function tracedCase({ world, packet, known = [] }: Case): string {
  const flows = known.map(({ vpc, source, destination, leftAs, cameTo }) => ({
    networkId: vpc,
    source,
    destination,
    ...(leftAs && { sourceAs: leftAs }),
    ...(cameTo && { destinationWas: { address: cameTo, port: packet.port } }),
  }));
  const passage = new Walk(packetWorldOf(world), flows).of(packet);
  return place(passage, packet).split(' > ')[0]?.replace(' as ', ' from ') ?? '';
}

function packetWorldOf(world: World): PacketWorld {
  const networks = world.vpcs.map(({ id }) => inOrderOfHolders(world, pictureOf(world, id, 0)));
  const running = new Set(world.instances.flatMap(({ id, running }) => (running ? [id] : [])));
  return { networks, isRunning: (id) => running.has(id), absent: new Map() };
}

/** In the words of the model. On the internet of a test there is nobody but its hosts. */
function place(passage: Passage | undefined, packet: Packet | undefined): string {
  if (passage === undefined || packet === undefined) return '';
  const { to, sourceSeen } = passage;
  const { source, destination } = packet;
  if (to === undefined) return '';
  if (to === 'gateway') return `gateway as ${destination} > ${source}`;
  if (typeof to === 'object') return `${to.nicId} as ${sourceSeen} > ${to.address}`;
  const isThere = (INTERNET_HOSTS as readonly string[]).includes(destination);
  return isThere ? `${to} as ${sourceSeen} > ${destination}` : '';
}

/** The holder of a floating address comes first, as when networks are loaded. */
function inOrderOfHolders(world: World, network: ReturnType<typeof pictureOf>) {
  return {
    ...network,
    floatingAddresses: network.floatingAddresses.map((each) => {
      const holder = world.haVips.find(({ id }) => id === each.id)?.holder;
      const first = each.nicIds.filter((id) => id === holder);
      return { ...each, nicIds: [...new Set([...first, ...each.nicIds])] };
    }),
  };
}
