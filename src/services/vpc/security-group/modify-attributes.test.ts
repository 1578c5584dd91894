import { afterEach, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeGroup, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const modify = (SecurityGroupId: string, input: Record<string, unknown> = {}) =>
  server.client.vpc('ModifySecurityGroupAttributes', { SecurityGroupId, ...input });
const show = (SecurityGroupId: string) =>
  server.client.ok('vpc', 'DescribeSecurityGroupAttributes', { SecurityGroupId });

it('changes name and description, leaves what is absent, and succeeds with the id alone', async () => {
  server = await startServer();
  const group = await madeGroup(server, await madeVpc(server), {
    SecurityGroupName: 'old',
    Description: 'text',
  });
  expect(await modify(group)).toMatchObject({ status: 200 });
  expect(await show(group)).toMatchObject({ SecurityGroupName: 'old', Description: 'text' });
  await modify(group, { SecurityGroupName: 'new', Description: '' });
  expect(await show(group)).toMatchObject({
    SecurityGroupName: 'new',
    Description: '',
    Status: 'Available',
  });
});

it.each([
  [
    { SecurityGroupName: 'n'.repeat(129) },
    'InvalidName.Malformed',
    /Ensure the maximum length of name is 128/,
  ],
  [{ SecurityGroupName: '@' }, 'InvalidName.Malformed', /malformed\.$/],
  [
    { Description: 'd'.repeat(256) },
    'InvalidDescription.Malformed',
    /length of description is 255/,
  ],
  [{ Description: '@' }, 'InvalidDescription.Malformed', /malformed\.$/],
])('refuses %j', async (input, code, message) => {
  server = await startServer();
  const reply = await modify(await madeGroup(server, await madeVpc(server)), input);
  expect(reply).toMatchObject({ status: 400, code });
  expect(reply.message).toMatch(message);
});

it('refuses a group that does not exist, is Creating, or is managed by a service', async () => {
  server = await startServer({ transitions: 'manual' });
  expect(await modify('sg-nowhere')).toMatchObject({
    status: 404,
    code: 'InvalidSecurityGroupId.NotFound',
  });
  const VpcId = await madeVpc(server);
  const made = await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
  const group = made.SecurityGroupId;
  expect(await modify(group)).toMatchObject({
    status: 400,
    code: 'InvalidSecurityGroup.InvalidStatus',
  });
  await server.advance(LATER);
  await patchRow(server, 'security_group', group, { service_managed: 1 });
  expect(await modify(group)).toMatchObject({ status: 403, code: 'Forbidden' });
});
