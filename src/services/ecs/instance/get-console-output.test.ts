import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

it('is one line about the instance, for its owner', async () => {
  server = await startServer({ world: worldOfTwo() });
  const [InstanceId = ''] = (await scene(server, { instances: 1 })).instanceIds;
  const ask = (client = server.client) => client.ecs('GetConsoleOutput', { InstanceId });
  const { result } = await ask();
  expect(result).toMatchObject({ InstanceId, LastUpdateAt: expect.stringMatching(/\+08:00$/) });
  expect(Buffer.from(result.Output, 'base64').toString()).toMatch(/: image-\S+ is RUNNING\n$/);
  await server.client.ok('ecs', 'StopInstance', { InstanceId });
  await server.settled();
  const after = (await ask()).result;
  expect(Buffer.from(after.Output, 'base64').toString()).toContain('STOPPED');
  expect(await ask(server.as(OTHER))).toMatchObject({ code: 'InvalidInstance.NotFound' });
});
