import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { ROUTES } from './control.ts';
import { Router } from './router.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function messageOf(path: string, init?: RequestInit) {
  const response = await fetch(`${server.url}/_tenon/${path}`, init);
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  const body = (await response.json()) as any;
  return [response.status, body.ResponseMetadata?.Error.Message];
}

it('names a parameter of the query that there is not', async () => {
  expect(await messageOf('health?verbose=1')).toEqual([
    400,
    'The query cannot be taken: there is no parameter [verbose].',
  ]);
});

it('names a parameter that is given twice', async () => {
  expect(await messageOf('clock?a=1&a=2')).toEqual([
    400,
    'The query cannot be taken: [a] is given twice.',
  ]);
});

it('names a field that there is not', async () => {
  expect(await messageOf('backup', { method: 'POST', body: '{"file":"/x","to":1}' })).toEqual([
    400,
    'The body must be {"file": "/absolute/path"}, a new file on the machine of the server: there is no field [to], there is file.',
  ]);
});

it('takes no body where there is nothing to say, but an empty object', async () => {
  const reset = (body?: string) => messageOf('reset', { method: 'POST', ...(body && { body }) });
  expect((await reset())[0]).toBe(200);
  expect((await reset('{}'))[0]).toBe(200);
  expect(await reset('{"account":"1"}')).toEqual([
    400,
    'The body must be empty: there is no field [account].',
  ]);
  expect((await reset('what?'))[0]).toBe(400);
});

it('is told of an id in the path, and only there', () => {
  const router = new Router(ROUTES);
  const nics = 'instances/{instanceId}/nics';
  expect(router.find('instances/i%2d1/nics')).toMatchObject({
    path: nics,
    parameters: { instanceId: 'i-1' },
  });
  for (const id of ['', 'a b', 'a%20b', 'a%2Fb', '%', '%00']) {
    expect(router.find(`instances/${id}/nics`)).toMatchObject({
      path: nics,
      misnamed: 'instanceId',
    });
  }
  for (const path of ['instances/i-1', 'instances%2Fi-1%2Fnics', 'constructor']) {
    expect(router.find(path)).toBeUndefined();
  }
});

it('is described in one sentence', () => {
  for (const { path, summary } of ROUTES)
    expect([path, summary]).toEqual([path, expect.stringMatching(/^[A-Z].{10,}\.$/)]);
});
