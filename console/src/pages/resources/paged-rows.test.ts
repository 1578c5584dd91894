import { describe, expect, it } from 'vitest';
import type { LoadedPage, Place } from '../../api/list.ts';
import { PagedRows } from './paged-rows.ts';

/** A list of so many rows, whose pages come when they are let go. */
function list(total: number, paging: 'number' | 'token' | 'whole' = 'number') {
  const asked: Place[] = [];
  const state = { total, suffix: '' };
  const rowsAt = (page: number) =>
    Array.from({ length: Math.max(0, Math.min(10, state.total - page * 10)) }, (_, at) => ({
      Id: `${page * 10 + at}${state.suffix}`,
    }));
  const load = async (place: Place): Promise<LoadedPage> => {
    asked.push(place);
    const rows = rowsAt(place.page);
    if (paging === 'number') return { rows, total: state.total };
    const isLast = (place.page + 1) * 10 >= state.total;
    return { rows, ...(!isLast && { token: `t${place.page + 1}` }) };
  };
  const rows = new PagedRows({ pageSize: 10, paging, load, keep: 3 });
  return { rows, asked, state };
}

/** Lets everything come that is on its way. */
const come = async () => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
};

describe('rows by pages', () => {
  it('come where they are looked at, and anywhere', async () => {
    const { rows, asked } = list(1000);
    rows.show(0, 5);
    await come();
    expect([rows.length, rows.total, rows.at(3)]).toEqual([1000, 1000, { Id: '3' }]);
    rows.show(985, 995);
    await come();
    expect(rows.at(995)).toEqual({ Id: '995' });
    expect(asked.map(({ page }) => page)).toEqual([0, 98, 99]);
  });

  it('are kept in a bounded number, the ones in view among them', async () => {
    const { rows } = list(1000);
    for (let from = 0; from < 900; from += 10) {
      rows.show(from, from + 15);
      await come();
      expect(rows.at(from + 15)).toBeDefined();
    }
    expect(rows.kept).toBe(30);
  });

  it('are read again where they are in view, and later where not', async () => {
    const { rows, asked, state } = list(100);
    rows.show(0, 5);
    await come();
    rows.show(10, 15);
    await come();
    state.suffix = '!';
    asked.length = 0;
    rows.refresh();
    await come();
    expect([asked.map(({ page }) => page), rows.at(10), rows.at(0)]).toEqual([
      [1],
      { Id: '10!' },
      { Id: '0' },
    ]);
    rows.show(0, 5);
    await come();
    expect(rows.at(0)).toEqual({ Id: '0!' });
  });

  it('that change while they are read are read once more', async () => {
    const { rows, asked, state } = list(20);
    rows.show(0, 5);
    state.suffix = '!';
    rows.refresh();
    await come();
    expect([asked.length, rows.at(0)]).toEqual([2, { Id: '0!' }]);
  });

  it('become fewer', async () => {
    const { rows, state } = list(100);
    rows.show(90, 99);
    await come();
    state.total = 15;
    rows.refresh();
    await come();
    rows.show(10, 14);
    await come();
    expect([rows.length, rows.at(12), rows.at(95)]).toEqual([15, { Id: '12' }, undefined]);
  });

  it('by token come one page after the other, and end', async () => {
    const { rows, asked } = list(25, 'token');
    rows.show(0, 5);
    await come();
    expect([rows.length, rows.total]).toEqual([11, undefined]);
    rows.show(8, 10);
    await come();
    rows.show(18, 20);
    await come();
    expect([rows.length, rows.total, rows.at(24)]).toEqual([25, 25, { Id: '24' }]);
    expect(asked.map(({ token }) => token)).toEqual([undefined, 't1', 't2']);
  });

  it('are replaced one by one', async () => {
    const { rows } = list(20);
    rows.show(0, 5);
    await come();
    expect(rows.holding('Id', new Set(['3', '15']))).toEqual(['3']);
    rows.replace('Id', [{ Id: '3', Status: 'new' }]);
    expect(rows.at(3)).toEqual({ Id: '3', Status: 'new' });
  });

  it('that cannot be read say why, and are there when they can', async () => {
    let broken = true;
    const rows = new PagedRows({
      pageSize: 10,
      paging: 'whole',
      load: async () => {
        if (broken) throw new Error('no');
        return { rows: [{ Id: 'a' }] };
      },
    });
    rows.show(0, 0);
    await come();
    expect(rows.error).toEqual(new Error('no'));
    broken = false;
    rows.refresh();
    await come();
    expect([rows.error, rows.length, rows.total]).toEqual([undefined, 1, 1]);
  });
});
