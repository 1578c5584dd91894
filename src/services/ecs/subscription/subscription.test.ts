import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const make = async (Type: string, EventTypes: readonly string[]): Promise<string> =>
  (await server.client.ok('ecs', 'CreateSubscription', { Type, EventTypes })).SubscriptionId;
const find = async (input = {}, client = server.client) =>
  (await client.ok('ecs', 'DescribeSubscriptions', input)).Subscriptions;
const modify = (SubscriptionId: string, EventTypes?: readonly string[], client = server.client) =>
  client.ecs('ModifySubscriptionEventTypes', { SubscriptionId, ...(EventTypes && { EventTypes }) });

it('is made, listed and changed; without types it keeps its own', async () => {
  server = await startServer();
  const id = await make('Mail', ['a', 'b', 'a']);
  const other = await make('Phone', ['c']);
  const shown = {
    Id: id,
    Type: 'Mail',
    EventTypes: ['a', 'b'],
    CreatedAt: expect.stringMatching(/\+08:00$/),
    UpdatedAt: expect.stringMatching(/\+08:00$/),
  };
  expect(await find({ Type: 'Mail' })).toEqual([shown]);
  expect(await find({ SubscriptionIds: [other] })).toMatchObject([{ Id: other }]);
  expect(await find()).toHaveLength(2);
  expect(await modify(id)).toMatchObject({ status: 200, result: { SubscriptionId: id } });
  expect(await find({ Type: 'Mail' })).toMatchObject([{ EventTypes: ['a', 'b'] }]);
  await modify(id, ['d']);
  expect(await find({ Type: 'Mail' })).toMatchObject([{ EventTypes: ['d'] }]);
});

it('is visible to its owner alone', async () => {
  server = await startServer({ world: worldOfTwo() });
  const id = await make('Mail', ['a']);
  expect(await find({}, server.as(OTHER))).toEqual([]);
  const unknown = { status: 404, code: 'InvalidSubscription.NotFound' };
  expect(await modify(id, ['b'], server.as(OTHER))).toMatchObject(unknown);
  expect(await modify('sub-none', ['b'])).toMatchObject(unknown);
});
