import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
  for (const UserName of ['alice', 'bob']) await ok('CreateUser', { UserName });
  await ok('CreateRole', { RoleName: 'ops', Tags: [{ Key: 'team', Value: 'net' }] });
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ok = (action: string, input: Input = {}) => server.client.ok('iam', action, input);
const iam = (action: string, input: Input, client = server.client) =>
  client.call('iam', action, input);

const users = (...ResourceNames: string[]) => ({ ResourceType: 'User', ResourceNames });
const tag = (Key: string, Value = '') => ({ Key, Value });
const listed = async (input: Input) =>
  (await ok('ListTagsForResources', input)).ResourceTags.map((row: Input) =>
    [row.ResourceName, row.TagKey, row.TagValue].join(' '),
  );

it('are given to users and roles, shown with them, and taken away', async () => {
  await ok('TagResources', { ...users('bob', 'alice', 'bob'), Tags: [tag('a', '1'), tag('b')] });
  await ok('TagResources', { ...users('alice'), Tags: [tag('a', '2')] });
  expect((await ok('GetUser', { UserName: 'alice' })).User.Tags).toEqual([tag('b'), tag('a', '2')]);
  expect(await listed({ ResourceType: 'User' })).toEqual([
    'alice a 2',
    'alice b ',
    'bob a 1',
    'bob b ',
  ]);
  expect(await listed(users('bob', 'nobody'))).toEqual(['bob a 1', 'bob b ']);
  const a1 = { TagFilters: [{ Key: 'a', Values: ['1', '3'] }] };
  expect(await listed({ ResourceType: 'User', ...a1 })).toEqual(['bob a 1', 'bob b ']);
  expect(await listed({ ResourceType: 'User', TagFilters: [{ Key: 'c' }] })).toEqual([]);
  expect(await listed({ ResourceType: 'Role' })).toEqual(['ops team net']);
  await ok('UntagResources', { ...users('alice', 'bob'), TagKeys: ['a', 'none'] });
  expect(await listed({ ResourceType: 'User' })).toEqual(['alice b ', 'bob b ']);
  await ok('TagResources', { ResourceType: 'Role', ResourceNames: ['ops'], Tags: [tag('k', 'v')] });
  expect((await ok('GetRole', { RoleName: 'ops' })).Role.Tags).toEqual([
    tag('team', 'net'),
    tag('k', 'v'),
  ]);
});

it('are read page by page', async () => {
  await ok('TagResources', { ...users('alice', 'bob'), Tags: [tag('a'), tag('b')] });
  const seen: string[] = [];
  let NextToken = '';
  do {
    const page = await ok('ListTagsForResources', {
      ResourceType: 'User',
      MaxResults: '3',
      NextToken,
    });
    seen.push(...page.ResourceTags.map((row: Input) => `${row.ResourceName} ${row.TagKey}`));
    ({ NextToken } = page);
  } while (NextToken !== '');
  expect(seen).toEqual(['alice a', 'alice b', 'bob a', 'bob b']);
});

it('are of those who are there, all or none, and 50 of each', async () => {
  const both = { ...users('alice', 'nobody'), Tags: [tag('a')] };
  expect(await iam('TagResources', both)).toMatchObject({ status: 404, code: 'UserNotExist' });
  expect(await iam('UntagResources', { ...users('nobody'), TagKeys: ['a'] })).toMatchObject({
    code: 'UserNotExist',
  });
  expect(await iam('TagResources', { ...both, ResourceType: 'Role' })).toMatchObject({
    code: 'RoleNotExist',
  });
  expect(await iam('TagResources', users('alice'), server.as(OTHER))).toMatchObject({
    code: 'UserNotExist',
  });
  expect(await listed({ ResourceType: 'User' })).toEqual([]);
  const many = Array.from({ length: 50 }, (_, n) => tag(`k${n}`));
  await ok('TagResources', { ...users('alice'), Tags: many });
  expect(await iam('TagResources', { ...users('alice'), Tags: [tag('one more')] })).toMatchObject({
    status: 409,
    code: 'TagLimitExceeded',
  });
  await ok('TagResources', { ...users('alice'), Tags: [tag('k1', 'other')] });
});
