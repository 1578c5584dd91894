import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICES } from '#test/support/services.ts';
import { makeWorld } from '#world/make.ts';
import type { AccessKey } from '#world/world.ts';
import { versionOf } from '../support/client.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signHeaders } from '../support/signer.ts';
import { ACTIONS } from './actions.ts';

const accountId = '2100000042';
const key = (accessKeyId: string, more: Partial<AccessKey> = {}): AccessKey => ({
  accountId,
  accessKeyId,
  secretAccessKey: `secret of ${accessKeyId}`,
  ...more,
});
const FULL = key('AKfull');
const NOTHING = key('AKnothing', { policy: { allow: [], deny: [] } });
const ENDED = key('AKended', { sessionToken: 'token', expiresAt: 1 });

const SIXTEEN_MINUTES = 16 * 60 * 1000;

let server: TestServer;
beforeAll(async () => {
  const world = makeWorld({
    accounts: [{ id: accountId, name: 'a', quotas: {}, keys: [FULL, NOTHING, ENDED] }],
  });
  server = await startServer({ world });
});
afterAll(() => server.close());

it('lists every action of every service, and no other', () => {
  const served: Record<string, string[]> = {};
  for (const { name, actions } of SERVICES.filter((each) => each.actions.length > 0)) {
    // A service in several versions is several of these.
    const all = [...(served[name] ?? []), ...actions.map((action) => action.name)];
    served[name] = all.sort();
  }
  const listed = Object.fromEntries(
    Object.entries(ACTIONS).map(([service, names]) => [service, [...names].sort()]),
  );
  expect(listed, 'name each action in test/unauthorised/actions.ts').toEqual(served);
});

const everyAction = Object.entries(ACTIONS).flatMap(([service, names]) =>
  names.map((name) => ({ service, name })),
);

describe.each(everyAction)('$service $name', ({ service, name }) => {
  it('refuses an unsigned request', async () => {
    const response = await fetch(
      `${server.url}/?Action=${name}&Version=${versionOf(service, name)}`,
    );
    expect(response.status).toBe(401);
    expect(await code(response)).toBe('MissingAuthenticationToken');
  });

  it('refuses a wrong signature', async () => {
    const client = server.as({ ...FULL, secretAccessKey: 'another secret' });
    expect(await client.call(service, name)).toMatchObject({
      status: 401,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('refuses a key that does not exist', async () => {
    const client = server.as(key('AKnobody'));
    expect(await client.call(service, name)).toMatchObject({
      status: 401,
      code: 'InvalidAccessKey',
    });
  });

  it('refuses an expired signature', async () => {
    const headers = signHeaders(
      {
        method: 'GET',
        query: [
          ['Action', name],
          ['Version', versionOf(service, name)],
        ],
        host: server.host,
      },
      FULL,
      { region: 'cn-beijing', service, now: Date.now() - SIXTEEN_MINUTES },
    );
    const response = await fetch(
      `${server.url}/?Action=${name}&Version=${versionOf(service, name)}`,
      {
        headers,
      },
    );
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('InvalidTimestamp');
  });

  it('refuses a temporary key that has ended', async () => {
    const client = server.as({ ...ENDED, sessionToken: 'token' });
    expect(await client.call(service, name)).toMatchObject({
      status: 401,
      code: 'InvalidSecretToken',
    });
  });

  it('refuses a key whose policy does not allow it', async () => {
    const reply = await server.as(NOTHING).call(service, name);
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(reply.message).toContain(`${service}:${name}`);
  });
});

async function code(response: Response): Promise<string> {
  const envelope = (await response.json()) as {
    ResponseMetadata: { Error: { CodeN: unknown; Code: string } };
  };
  expect(Number.isInteger(envelope.ResponseMetadata.Error.CodeN)).toBe(true);
  return envelope.ResponseMetadata.Error.Code;
}
