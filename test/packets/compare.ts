import type { PacketAgent, RoundResult, SentPacket, Sighting } from './agent.ts';
import { type Coverage, tell, tellPort } from './coverage.ts';
import { matrixOf } from './matrix.ts';
import { PacketModel } from './model.ts';
import { isSix, withinAny } from './ranges.ts';
import { hasPorts, type WorldRun } from './run.ts';
import { type Modelled, tracedOtherwise } from './traced.ts';
import { byId, INTERNET_HOSTS, type Packet, type World } from './world.ts';

/** A packet, what the model says of it, and of the answer to it. */
interface Expected extends Modelled {
  readonly sent: SentPacket;
}

const model = new PacketModel();

/**
 * Sends the whole matrix of a world, and says in what packets, model and `tenon packet` do not agree.
 */
export async function disagreements(
  run: WorldRun,
  agent: PacketAgent,
  coverage: Coverage,
): Promise<string[]> {
  const expected = modelled(run);
  const result = await agent.round({
    packets: expected.map(({ sent }) => sent),
    barriers: barriersOf(run.world),
    answer: true,
    hosts: INTERNET_HOSTS,
  });
  const found = [
    ...differences(expected, result),
    ...leaks(run.world, result),
    ...tracedOtherwise(run.world, expected),
  ];
  if (found.length === 0) {
    coverage.worlds += 1;
    for (const { packet, arrival, answer, answered } of expected) {
      coverage.sent(run.world, packet, arrival, []);
      if (answer !== undefined) coverage.sent(run.world, answer, answered, arrival?.flows ?? []);
    }
  }
  return found;
}

/** The whole matrix of a world, and what the model says of it. */
export const modelled = (run: WorldRun): Expected[] =>
  matrixOf(run).map((packet) => expect(run, packet));

function expect(run: WorldRun, packet: Packet): Expected {
  const arrival = model.arrives(run.world, packet);
  run.ports += 1;
  const { from, protocol, source, destination, port, mac } = packet;
  const sent = {
    tag: run.ports,
    from,
    protocol,
    source,
    destination,
    sourcePort: run.ports,
    port,
    ...(mac !== undefined && { mac }),
  };
  if (arrival === undefined || arrival.where === 'gateway') {
    return { packet, sent, sourcePort: run.ports, arrival, answer: undefined, answered: undefined };
  }
  const answer = {
    from: arrival.where,
    protocol,
    source: arrival.destination,
    destination: arrival.source,
    port: run.ports,
  };
  const answered = model.arrives(run.world, answer, arrival.flows);
  return { packet, sent, sourcePort: run.ports, arrival, answer, answered };
}

/** A ping that leaves last: when it is answered, everything that left before it has arrived. */
export function barriersOf(world: World) {
  const nic = world.nics.find(
    ({ instance }) => instance && byId(world.instances, instance).running,
  );
  if (nic === undefined) return [];
  const { gateway } = byId(world.subnets, nic.subnet);
  return [{ from: nic.id, source: nic.ipv4[0] ?? '', gateway }];
}

function differences(expected: readonly Expected[], { seen }: RoundResult): string[] {
  const byTag = new Map<number, Sighting[]>();
  for (const each of seen) {
    const list = byTag.get(each.tag);
    if (list === undefined) byTag.set(each.tag, [each]);
    else list.push(each);
  }
  return expected.flatMap(({ packet, sent, arrival, answer, answered }) => {
    const all = byTag.get(sent.tag) ?? [];
    const came = told(
      all.filter(({ kind }) => kind !== 'answer'),
      packet,
    );
    const wanted = tell(arrival);
    if (came !== wanted) return [`${describe(packet)}: ${said(wanted)}, but ${seenAs(came)}`];
    if (answer === undefined) return [];
    const cameBack = told(
      all.filter(({ kind }) => kind === 'answer'),
      packet,
    );
    const wantedBack = tell(answered);
    if (cameBack === wantedBack) return [];
    return [`the answer to ${describe(packet)}: ${said(wantedBack)}, but ${seenAs(cameBack)}`];
  });
}

const describe = ({ from, protocol, source, destination, port, mac }: Packet) =>
  `${from} ${protocol} ${source} > ${destination} ${port}${mac ? ` from MAC ${mac}` : ''}`;

const said = (wanted: string) => `it should ${wanted ? `arrive at ${wanted}` : 'not arrive'}`;
const seenAs = (came: string) => (came ? `arrived at ${came}` : 'did not');

/** Where a single packet came to, in the words of the model. */
export const cameTo = ({ seen }: RoundResult, packet: Packet): string => told(seen, packet);

/** Where a packet was seen, without its ways through the internet. */
function told(sightings: readonly Sighting[], { from, protocol, port: asked }: Packet): string {
  return sightings
    .filter(
      ({ where, destination }) =>
        where !== 'internet' || (INTERNET_HOSTS as readonly string[]).includes(destination),
    )
    .map(({ where, kind, source, destination, sourcePort, port, intact }) => {
      const place = kind === 'stack' && where === from ? 'gateway' : where;
      const flaws = [
        intact ? '' : ' with a wrong checksum',
        // Whoever asked knows an answer by the port that it comes from.
        where === from && kind === 'answer' && hasPorts(protocol) && sourcePort !== asked
          ? ' from another port'
          : '',
      ];
      const at = hasPorts(protocol) ? tellPort(port) : '';
      return `${place} as ${source} > ${destination}${at}${flaws.join('')}`;
    })
    .join(' and ');
}

/** What the internet must never see: an address that is not public, or not leased. */
function leaks(world: World, { seen }: RoundResult): string[] {
  const leased = [
    ...world.eips.map(({ address }) => address),
    ...world.bandwidths.map(({ address }) => address),
    ...INTERNET_HOSTS,
  ];
  return seen.flatMap(({ where, source, destination }) => {
    if (where !== 'internet') return [];
    const strange = !withinAny(source, leased) ? source : '';
    return strange
      ? [`the internet sees ${strange} ${isSix(source) ? '' : `> ${destination}`}`]
      : [];
  });
}
