import { expect, it } from 'vitest';
import { Feed, type Filter, type Row } from './feed.ts';

const ANY: Filter = { account: '', action: '', code: '', refused: false };

const row = (n: number, code = ''): Row => ({
  requestId: `r${n}`,
  time: '',
  account: '1',
  region: 'cn-beijing',
  service: 'vpc',
  action: 'CreateVpc',
  status: code === '' ? 200 : 400,
  code,
  ms: 1,
});

/** A server that has answered so many requests: r1, r2, ... */
function served(count: number) {
  const all = Array.from({ length: count }, (_, index) => row(index + 1)).toReversed();
  return async (_: Filter, { before, limit }: { before?: string; limit: number }) => {
    const from = before === undefined ? 0 : all.findIndex((each) => each.requestId === before) + 1;
    return all.slice(from, from + limit);
  };
}

const ids = (feed: Feed) => feed.state().rows.map(({ requestId }) => requestId);

it('reads page by page to the oldest', async () => {
  const feed = new Feed(ANY, served(450));
  await feed.load();
  expect([ids(feed)[0], feed.state().rows.length, feed.state().whole]).toEqual([
    'r450',
    200,
    false,
  ]);
  await feed.more();
  await feed.more();
  expect([ids(feed).at(-1), feed.state().rows.length, feed.state().whole]).toEqual([
    'r1',
    450,
    true,
  ]);
});

it('has each once that comes while the first page is on its way', async () => {
  const feed = new Feed(ANY, served(3));
  const loaded = feed.load();
  feed.came([row(3), row(4)]);
  await loaded;
  expect(ids(feed)).toEqual(['r4', 'r3', 'r2', 'r1']);
});

it('keeps back what comes in a pause, and counts it', async () => {
  const feed = new Feed(ANY, served(1));
  await feed.load();
  feed.pause(true);
  feed.came([row(2), row(3)]);
  expect([ids(feed), feed.state().held]).toEqual([['r1'], 2]);
  feed.pause(false);
  expect([ids(feed), feed.state().held]).toEqual([['r3', 'r2', 'r1'], 0]);
});

it('takes what the filter takes', async () => {
  const feed = new Feed({ ...ANY, refused: true, code: 'Conflict' }, served(0));
  await feed.load();
  feed.came([row(1), row(2, 'Conflict'), row(3, 'InternalError')]);
  expect(ids(feed)).toEqual(['r2']);
});

it('shows why it cannot read, and reads again', async () => {
  let down = true;
  const read = served(1);
  const feed = new Feed(ANY, (filter, page) =>
    down ? Promise.reject(new Error('down')) : read(filter, page),
  );
  await feed.load();
  expect(feed.state().failure).toEqual(new Error('down'));
  down = false;
  await feed.load();
  expect([ids(feed), feed.state().failure]).toEqual([['r1'], undefined]);
});

it('drops the answer to an earlier load, and what a reset took away', async () => {
  const pages = [Promise.withResolvers<Row[]>(), Promise.withResolvers<Row[]>()];
  let asked = 0;
  const feed = new Feed(ANY, () => pages[asked++]?.promise ?? Promise.resolve([]));
  const first = feed.load();
  const second = feed.load();
  pages[1]?.resolve([row(2)]);
  await second;
  pages[0]?.resolve([row(1)]);
  await first;
  expect(ids(feed)).toEqual(['r2']);
  feed.clear();
  expect([ids(feed), feed.state().whole]).toEqual([[], true]);
});
