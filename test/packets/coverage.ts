import { BY_HAND, MUTANTS, RARE } from './mutants.ts';
import type { Arrival, Flow, Packet, World } from './world.ts';

/** Counts what sequences met, to see whether they are worth their time. */
export class Coverage {
  worlds = 0;
  packets = 0;
  arrived = 0;
  readonly commands = new Map<string, number>();
  /** The changed models that agree with everything that was seen so far. */
  readonly unmet = new Set(
    Object.keys(MUTANTS).filter((name) => !BY_HAND.includes(name) && !RARE.includes(name)),
  );

  did(command: string): void {
    this.commands.set(command, (this.commands.get(command) ?? 0) + 1);
  }

  /** A packet of a world that arrived as the model says. */
  sent(world: World, packet: Packet, arrival: Arrival | undefined, known: readonly Flow[]): void {
    this.packets += 1;
    if (arrival !== undefined) this.arrived += 1;
    for (const name of this.unmet) {
      const other = MUTANTS[name]?.arrives(world, packet, known);
      if (tell(other) !== tell(arrival)) this.unmet.delete(name);
    }
  }
}

/** Where a packet arrives, and with which addresses and port; '' when it does not. */
export const tell = (arrival: Arrival | undefined): string =>
  arrival === undefined ? '' : `${tellPlace(arrival)}${tellPort(arrival.port)}`;

export const tellPlace = ({ where, source, destination }: Arrival): string =>
  `${where} as ${source} > ${destination}`;

export const tellPort = (port: number | undefined): string =>
  port === undefined ? '' : `, port ${port}`;
