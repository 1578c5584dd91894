import { BY_HAND, MUTANTS } from './mutants.ts';
import type { Arrival, Flow, Packet, World } from './world.ts';

/** What sequences met: whether they are worth their time. */
export class Coverage {
  worlds = 0;
  packets = 0;
  arrived = 0;
  readonly commands = new Map<string, number>();
  /** The changed models that agree with all that was seen. */
  readonly unmet = new Set(Object.keys(MUTANTS).filter((name) => !BY_HAND.includes(name)));

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

/** Where a packet arrives, and with which addresses; '' when it does not. */
export const tell = (arrival: Arrival | undefined): string =>
  arrival === undefined ? '' : `${arrival.where} as ${arrival.source} > ${arrival.destination}`;
