import { createHash } from 'node:crypto';
import type { RouteTable } from '#core/network.ts';

/*
 * The kernel's numbers of route tables. A packet's mark is the number of the table that it is to be
 * routed by.
 */

/** The table of what goes to the internet whatever the subnet's route table says, and its mark. */
export const INTERNET_TABLE = 100;
export const INTERNET_MARK = '0x64';
/** The table that drops all that no other one had a route for. */
export const NOWHERE_TABLE = 101;

/** Numbers from here on are those of the network's route tables. */
const FIRST = 0x0100_0000;

/**
 * The numbers of the route tables that have routes, by id. They are hashes of the ids, so that they
 * stay the same while other tables come and go, and after a restart.
 */
export function routedTables(tables: readonly RouteTable[]): Map<string, number> {
  const ids = tables.filter(({ routes }) => routes.length > 0).map(({ id }) => id);
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const id of ids.sort()) {
    let number = FIRST + createHash('sha256').update(id).digest().readUIntBE(0, 3);
    while (taken.has(number)) number += 1;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}

/** A table's number as nft and `ip` write marks. */
export const markOf = (number: number): string => `0x${number.toString(16)}`;
