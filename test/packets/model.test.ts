import { describe, expect, it } from 'vitest';
import { CASES, type Case } from './cases.ts';
import { PacketModel } from './model.ts';
import { MUTANTS } from './mutants.ts';

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
