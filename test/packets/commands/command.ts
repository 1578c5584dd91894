import type { Random } from '../../fuzz/random.ts';
import type { WorldRun } from '../run.ts';
import type { Nic } from '../world.ts';

/**
 * Calls that change a world. Each makes a change that the API takes, notes it in the world, and says
 * so; where there is nothing to change it answers false.
 */
export interface PacketCommand {
  readonly weight: number;
  readonly run: (run: WorldRun, pick: Random) => Promise<boolean>;
}

/** One of them, or undefined when there are none. */
export const oneOf = <T>(pick: Random, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : pick.pick(list);

export const addressesOf = ({ ipv4, ipv6 }: Nic): string[] => [...ipv4, ...ipv6];
