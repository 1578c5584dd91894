import { Client, Command } from '@volcengine/sdk-core';
import { afterEach, describe, expect, it } from 'vitest';
import { madeInterface, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

/** Asks with the official SDK, as a program would. */
async function ask(action: string, input: object, headers: Record<string, string>) {
  const { host, region, credentials } = server;
  const client = new Client({ host, protocol: 'http', region, autoRetry: false, ...credentials });
  client.addMiddleware(
    (next) => (args) => {
      args.request.headers = { ...args.request.headers, ...headers };
      return next(args);
    },
    { step: 'build', name: 'explain' },
  );
  const command = new Command(input);
  command.requestConfig = {
    params: { Action: action, Version: '2020-04-01' },
    method: 'GET',
    serviceName: 'vpc',
    contentType: 'text/plain',
  };
  return client.send(command);
}

// biome-ignore lint/suspicious/noExplicitAny: what the SDK throws
const refusal = (asked: Promise<unknown>): Promise<any> =>
  asked.then(
    () => undefined,
    (error) => error,
  );

const EXPLAIN = { 'X-Tenon-Explain': '1' };

describe('a request that wants to be explained', () => {
  it('gets the verdicts beside the refusal, which SDKs read as ever', async () => {
    server = await startServer();
    const place = await scene(server, { instances: 1 });
    const [InstanceId = ''] = place.instanceIds;
    const NetworkInterfaceId = await madeInterface(server, place);
    const attach = { NetworkInterfaceId, InstanceId };
    await server.client.ok('vpc', 'AttachNetworkInterface', attach);
    const asked = { ...attach, InstanceID: 'typo' };
    const plain = await refusal(ask('AttachNetworkInterface', asked, {}));
    const explained = await refusal(ask('AttachNetworkInterface', asked, EXPLAIN));
    const query = new URLSearchParams({ Action: 'AttachNetworkInterface', ...attach });
    // biome-ignore lint/suspicious/noExplicitAny: an explanation
    const said: any = await (await fetch(`${server.url}/_tenon/explain?${query}`)).json();
    expect(plain.data).not.toHaveProperty('Tenon');
    const { RequestId: _, ...metadata } = plain.data.ResponseMetadata;
    expect(explained.data).toEqual({
      ResponseMetadata: { ...metadata, RequestId: expect.any(String) },
      Tenon: { Verdicts: said.Verdicts, Unread: ['InstanceID'] },
    });
    expect([explained.name, explained.status, explained.message]).toEqual([
      plain.name,
      plain.status,
      plain.message,
    ]);
  });

  it('gets the names of unread parameters also where no precondition was reached', async () => {
    server = await startServer();
    const explained = await refusal(ask('CreateVpc', { CidrBloc: '10.0.0.0/8' }, EXPLAIN));
    expect(explained.data.Tenon).toEqual({ Verdicts: [], Unread: ['CidrBloc'] });
    expect(explained.data.ResponseMetadata.Error.Code).toBe('MissingParameter');
  });

  it('gets what held when the change itself refuses', async () => {
    server = await startServer();
    const place = await scene(server, { cidr: '10.0.0.0/29' });
    for (let n = 0; n < 8; n += 1) {
      const { subnetId: SubnetId, groupId } = place;
      const create = { SubnetId, SecurityGroupIds: [groupId] };
      const refused = await refusal(ask('CreateNetworkInterface', create, EXPLAIN));
      if (refused === undefined) continue;
      const { Verdicts } = refused.data.Tenon;
      expect(Verdicts.length).toBeGreaterThan(3);
      expect(Verdicts.filter(({ verdict }: { verdict: string }) => verdict === 'fail')).toEqual([]);
      return;
    }
    expect.unreachable('the subnet never ran out of addresses');
  });

  it('says nothing of itself when it is carried out', async () => {
    server = await startServer();
    expect(await ask('DescribeVpcs', {}, EXPLAIN)).not.toHaveProperty('Tenon');
  });
});
