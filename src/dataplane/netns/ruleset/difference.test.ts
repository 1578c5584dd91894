import { describe, expect, it } from 'vitest';
import { difference, replacement } from './difference.ts';
import { DROPPED } from './names.ts';
import { type Ruleset, TableBuilder } from './ruleset.ts';

const ruleset = (build: (table: TableBuilder) => void): Ruleset => {
  const table = new TableBuilder('inet');
  build(table);
  return { tables: [table] };
};
const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const EMPTY = ruleset(() => {});
const HOOK = 'type filter hook forward priority filter; policy drop;';

describe('the difference of two rulesets', () => {
  it('is nothing between equal ones', () => {
    const build = (table: TableBuilder) => {
      table.set('a', 'type ifname;', ['"x"']);
      table.base('forward', HOOK, ['iifname @a accept']);
    };
    expect(difference(ruleset(build), ruleset(build))).toBe('');
  });

  it('adds and removes elements, and replaces those whose value is another', () => {
    const map = (...entries: [string, string][]) =>
      ruleset((table) => table.map('m', 'type ifname : mark;', new Map(entries)));
    expect(lines(difference(map(['a', '1'], ['b', '2']), map(['b', '3'], ['c', '4'])))).toEqual([
      'delete element inet tenon m { a, b }',
      'add element inet tenon m { b : 3, c : 4 }',
    ]);
  });

  it('makes what is referred to first, and removes it last', () => {
    const more = ruleset((table) => {
      table.chain('target', ['drop']);
      table.map('m', 'type ifname : verdict;', new Map([['"x"', 'jump target']]));
      table.base('forward', HOOK, ['iifname vmap @m']);
    });
    expect(lines(difference(EMPTY, more))).toEqual([
      'add map inet tenon m { type ifname : verdict; }',
      'add chain inet tenon target',
      `add chain inet tenon forward { ${HOOK} }`,
      'add element inet tenon m { "x" : jump target }',
      'add rule inet tenon target drop',
      'add rule inet tenon forward iifname vmap @m',
    ]);
    expect(lines(difference(more, EMPTY))).toEqual([
      'flush chain inet tenon target',
      'flush chain inet tenon forward',
      'flush map inet tenon m',
      'delete chain inet tenon target',
      'delete chain inet tenon forward',
      'delete map inet tenon m',
    ]);
  });

  it('makes an object before the rules that name it, and removes it after them', () => {
    const timed = ruleset((table) => {
      const name = table.timeout('udp/9', 'udp', { replied: 9 });
      table.chain('c', [`ct timeout set ${name}`]);
    });
    const without = ruleset((table) => table.chain('c', []));
    expect(lines(difference(without, timed))).toEqual([
      'flush chain inet tenon c',
      'add ct timeout inet tenon udp/9 { protocol udp; policy = { replied: 9 }; }',
      'add rule inet tenon c ct timeout set "udp/9"',
    ]);
    expect(lines(difference(timed, without))).toEqual([
      'flush chain inet tenon c',
      'delete ct timeout inet tenon udp/9',
    ]);
  });

  it('fills a chain anew whose rules differ, in place', () => {
    const chain = (...rules: string[]) => ruleset((table) => table.chain('c', rules));
    expect(lines(difference(chain('accept', 'drop'), chain('drop')))).toEqual([
      'flush chain inet tenon c',
      'add rule inet tenon c drop',
    ]);
  });

  it('gives no command more elements than nft reads at once', () => {
    const many = ruleset((table) =>
      table.set(
        's',
        'type mark;',
        Array.from({ length: 4_500 }, (_, index) => `${index}`),
      ),
    );
    expect(lines(difference(EMPTY, many))).toHaveLength(4);
  });

  it('is taken of rulesets with the same tables alone', () => {
    expect(() => difference({ tables: [] }, EMPTY)).toThrow('different tables');
  });
});

describe('a replacement', () => {
  it('takes away what is there, if anything is, and goes on counting', () => {
    const counting = ruleset((table) => table.set(DROPPED, 'type mark; counter;', ['"x" . 1']));
    const dropped = new Map([
      ['"x" . 1', { packets: 3, bytes: 300 }],
      ['"gone" . 1', { packets: 1, bytes: 1 }],
    ]);
    expect(lines(replacement(counting, new Map([[DROPPED, dropped]])))).toEqual([
      'add table inet tenon',
      'delete table inet tenon',
      'add table inet tenon',
      'add set inet tenon dropped { type mark; counter; }',
      'add element inet tenon dropped { "x" . 1 counter packets 3 bytes 300 }',
    ]);
  });
});
