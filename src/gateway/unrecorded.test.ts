import { Client, Command } from '@volcengine/sdk-core';
import { afterEach, expect, it } from 'vitest';
import { eventsOf } from '#cli/event-stream.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

/** Asks with the official SDK, and that it be left out of what is kept. */
async function askUnrecorded(action: string, input: object = {}): Promise<void> {
  const { host, region, credentials } = server;
  const client = new Client({ host, protocol: 'http', region, autoRetry: false, ...credentials });
  client.addMiddleware(
    (next) => (args) => {
      args.request.headers = { ...args.request.headers, 'X-Tenon-Unrecorded': '1' };
      return next(args);
    },
    { step: 'build', name: 'unrecorded' },
  );
  const command = new Command(input);
  command.requestConfig = {
    params: { Action: action, Version: '2020-04-01' },
    method: 'GET',
    serviceName: 'vpc',
    contentType: 'text/plain',
  };
  await client.send(command).catch(() => {});
}

it('leaves reads that ask for it out of the history and of events, and nothing else', async () => {
  const counted: string[] = [];
  server = await startServer({ onAnswered: ({ identity }) => counted.push(identity.action) });
  const events = eventsOf(server.url, new URLSearchParams('type=answered'), undefined);
  await events.next();
  await askUnrecorded('DescribeVpcs');
  await askUnrecorded('DescribeVpcAttributes', { VpcId: 'vpc-none' });
  await askUnrecorded('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await askUnrecorded('DeleteVpc', { VpcId: 'vpc-none' });
  await askUnrecorded('DescribeWpcs');
  await server.client.vpc('DescribeVpcs');
  const recorded = ['CreateVpc', 'DeleteVpc', 'DescribeWpcs', 'DescribeVpcs'];
  const response = await fetch(`${server.url}/_tenon/requests`);
  const { requests } = (await response.json()) as { requests: { action: string }[] };
  expect(requests.map(({ action }) => action)).toEqual(recorded.toReversed());
  const told: unknown[] = [];
  while (told.at(-1) !== 'DescribeVpcs') told.push((await events.next()).value?.data.action);
  await events.return(undefined);
  expect(told).toEqual(recorded);
  expect(counted).toEqual(['DescribeVpcs', 'DescribeVpcAttributes', ...recorded]);
});
