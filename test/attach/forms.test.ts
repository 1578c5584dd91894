import { Client, Command } from '@volcengine/sdk-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestServer } from '../support/server.ts';
import { type Attachment, available, openStage, pair, SEED } from './stage.ts';
import { TABLE } from './table.ts';
import { look } from './views.ts';

let server: TestServer;
let asked: Attachment;
beforeEach(async () => {
  server = await openStage();
  asked = pair(await available(server, SEED), 'i-plain');
});
afterEach(() => server.close());

/** Sends the request as the official SDK does in the given form. */
function send(
  method: 'GET' | 'POST',
  contentType: string,
  input: Record<string, unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: the envelope
): Promise<any> {
  const [key] = server.world.accounts[0]?.keys ?? [];
  if (key === undefined) throw new Error('the world has no key');
  const { accessKeyId, secretAccessKey } = key;
  const client = new Client({
    host: server.host,
    protocol: 'http',
    region: 'cn-beijing',
    autoRetry: false,
    accessKeyId,
    secretAccessKey,
  });
  const command = new Command(input);
  command.requestConfig = {
    params: { Action: 'AttachNetworkInterface', Version: '2020-04-01' },
    method,
    serviceName: 'vpc',
    contentType,
  };
  return client.send(command);
}

describe.each([
  ['GET', 'text/plain'],
  ['POST', 'application/x-www-form-urlencoded'],
  ['POST', 'application/json'],
] as const)('%s %s', (method, contentType) => {
  it('attaches', async () => {
    const { Result, ResponseMetadata } = await send(method, contentType, {
      ...asked,
      DeleteOnTermination: true,
    });
    expect(Result).toEqual({
      RequestId: ResponseMetadata.RequestId,
      AsyncTaskId: expect.any(String),
    });
    expect(await look(server, asked.NetworkInterfaceId, 'i-plain')).toEqual({
      status: 'Attaching',
      deviceId: 'i-plain',
      deleteOnTermination: true,
    });
  });

  it('is refused as any other', async () => {
    const refused = await send(method, contentType, { ...asked, InstanceId: 'i-esi' }).catch(
      (error) => error,
    );
    const { Code, Message } = refused.data.ResponseMetadata.Error;
    expect({ status: refused.status, code: Code, message: Message }).toEqual(TABLE[4]);
  });

  it('ignores what it does not know and what is empty', async () => {
    const more = { Unknown: 'x', 'Unknown.1': 'y', DeleteOnTermination: '', ClientToken: '' };
    const { Result } = await send(method, contentType, { ...asked, ...more });
    expect(Result.RequestId).toMatch(/./);
  });

  it.each(['NetworkInterfaceId', 'InstanceId'])('needs %s', async (name) => {
    for (const value of [undefined, '']) {
      const refused = await send(method, contentType, { ...asked, [name]: value }).catch(
        (error) => error,
      );
      expect(refused.status).toBe(400);
      expect(refused.data.ResponseMetadata.Error).toMatchObject({
        Code: 'MissingParameter',
        Message: `The request is missing ${name} parameter.`,
      });
    }
  });
});
