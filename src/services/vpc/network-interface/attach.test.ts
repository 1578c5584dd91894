import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

it('refuses an interface that does not exist', async () => {
  const reply = await server.client.vpc('AttachNetworkInterface', {
    NetworkInterfaceId: 'eni-nowhere',
    InstanceId: 'i-nowhere',
  });
  expect(reply).toMatchObject({ status: 404, code: 'InvalidEniId.NotFound' });
});
