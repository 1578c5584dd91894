import { describe, expect, it } from 'vitest';
import type { Case } from './case-worlds.ts';
import { CASES } from './cases.ts';
import { PacketModel } from './model.ts';
import { isSent, MUTANTS, RARE } from './mutants.ts';

function told(model: PacketModel, { world, packet, known }: Case): string {
  const arrival = model.arrives(world, packet, known);
  return arrival === undefined ? '' : `${arrival.where} from ${arrival.source}`;
}

describe('the packet model', () => {
  it.each(CASES.map((each, index) => ({ ...each, index })))('$index $says', (each) => {
    expect(told(new PacketModel(), each)).toBe(each.arrives);
  });
});

describe('the packet model, with a decision changed', () => {
  it.each(Object.entries(MUTANTS))('is wrong: %s', (_, mutant) => {
    expect(CASES.filter((each) => told(mutant, each) !== each.arrives)).not.toEqual([]);
  });

  it.each(RARE)('is wrong of a packet that is sent: %s', (name) => {
    const sent = CASES.filter((each) => isSent(each));
    const mutant = MUTANTS[name] ?? new PacketModel();
    expect(sent.filter((each) => told(mutant, each) !== each.arrives)).not.toEqual([]);
  });

  it('has each decision changed somewhere', () => {
    const ways = [
      // These lead a packet from one decision to the next.
      ...['constructor', 'arrives', 'isConnected', 'fromNic', 'betweenNics', 'intoNic'],
      ...['acrossInternet', 'fromInternet', 'isPublic', 'ruleMatches', 'members'],
    ];
    const changed = Object.values(MUTANTS).flatMap((each) => Object.getOwnPropertyNames(each));
    const all = Object.getOwnPropertyNames(PacketModel.prototype);
    expect(all.filter((name) => !ways.includes(name) && !changed.includes(name))).toEqual([]);
  });
});
