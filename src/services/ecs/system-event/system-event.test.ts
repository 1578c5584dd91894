import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const ok = (action: string, input = {}) => server.client.ok('ecs', action, input);
const GONE = { status: 404, code: 'InvalidSystemEvent.NotFound' };

it('never happens, and a named one is not there', async () => {
  server = await startServer();
  expect(await ok('DescribeSystemEvents', { EventIds: ['e-1'], Status: ['Executing'] })).toEqual({
    SystemEvents: [],
    NextToken: '',
  });
  expect(await ok('DescribeEventTypes', { ResponseRequired: true })).toEqual({
    EventTypes: [],
    NextToken: '',
  });
  const of = (action: string) =>
    server.client.ecs(action, { EventId: 'e-1', DefaultAction: 'Reboot' });
  expect(await of('DescribeSystemEventDefaultAction')).toMatchObject(GONE);
  expect(await of('ModifySystemEventDefaultAction')).toMatchObject(GONE);
  expect(await ok('UpdateSystemEvents', { EventIds: ['e-1'], Status: 'Executing' })).toEqual({
    OperationDetails: [
      {
        EventId: 'e-1',
        Error: {
          Code: 'InvalidSystemEvent.NotFound',
          Message: 'The specified system event does not exist.',
        },
      },
    ],
  });
});

it('is reported of instances that exist', async () => {
  server = await startServer({ world: worldOfTwo() });
  const { instanceIds: InstanceIds } = await scene(server, { instances: 2 });
  const report = (ids: readonly string[], client = server.client) =>
    client.ecs('ReportInstancesStatus', { InstanceIds: ids, Description: 'slow' });
  expect(await report(InstanceIds)).toMatchObject({ status: 200 });
  const unknown = { status: 404, code: 'InvalidInstance.NotFound' };
  expect(await report([...InstanceIds, 'i-none'])).toMatchObject(unknown);
  expect(await report(InstanceIds, server.as(OTHER))).toMatchObject(unknown);
});
