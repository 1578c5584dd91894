import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { primaryOf, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { ROUTES } from './control.ts';
import { openApiOf } from './openapi.ts';

/*
 * The server checks each of its answers against the description of the API here, as it does in all
 * suites. Here every call there is gets such an answer: a route without a call fails.
 */

let server: TestServer;
let folder: string;
let instanceId: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-openapi-'));
  server = await startServer({ transitions: 'manual', dataPlane: new MemoryPlane() });
  const place = await scene(server, { instances: 1 });
  [instanceId = ''] = place.instanceIds;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the path answers
  readonly body: any;
}

async function ask(method: string, path: string, body?: object): Promise<Asked> {
  const response = await fetch(`${server.url}/_tenon/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status: response.status, body: '' };
  }
  const text = await response.text();
  return { status: response.status, body: type.includes('json') ? JSON.parse(text) : text };
}

const FAULT = {
  service: 'vpc',
  action: 'DescribeVpcs',
  when: 'before',
  times: 0,
  refuse: { code: 'InternalError' },
};
const lastRequest = async () => (await ask('GET', 'requests?limit=1')).body.requests[0].requestId;
const saved = async (name: string) => ask('POST', `snapshots/${name}`);

/** How each call is made; what a call needs is made first. */
const CALLS: Readonly<Record<string, () => Promise<Asked>>> = {
  'GET health': () => ask('GET', 'health'),
  'GET health/live': () => ask('GET', 'health/live'),
  'GET health/ready': () => ask('GET', 'health/ready'),
  'GET capabilities': () => ask('GET', 'capabilities'),
  'GET metrics': () => ask('GET', 'metrics'),
  'GET client': () => ask('GET', 'client'),
  'GET client/{tool}': () => ask('GET', 'client/bash'),
  'GET clock': () => ask('GET', 'clock'),
  'POST clock': () => ask('POST', 'clock', { advance: '1s' }),
  'GET transitions': () => ask('GET', 'transitions'),
  'GET explain': () => ask('GET', `explain?Action=StopInstance&InstanceId=${instanceId}`),
  'GET packet': async () =>
    ask('GET', `packet?from=${await primaryOf(server, instanceId)}&to=10.0.0.1`),
  'POST accounts': () => ask('POST', 'accounts', { name: 'new' }),
  'GET accounts': () => ask('GET', 'accounts'),
  'GET world': () => ask('GET', 'world'),
  'DELETE accounts/{accountId}': async () =>
    ask('DELETE', `accounts/${(await ask('POST', 'accounts')).body.accountId}`),
  'POST reset': async () =>
    ask('POST', `reset?account=${(await ask('POST', 'accounts')).body.accountId}`),
  'POST backup': () => ask('POST', 'backup', { file: join(folder, 'backup.db') }),
  'GET snapshots': async () => {
    await saved('listed');
    return ask('GET', 'snapshots');
  },
  'POST snapshots/{name}': () => saved('new'),
  'DELETE snapshots/{name}': async () => {
    await saved('gone');
    return ask('DELETE', 'snapshots/gone');
  },
  'POST snapshots/{name}/restore': async () => {
    await saved('back');
    return ask('POST', 'snapshots/back/restore');
  },
  'POST snapshots/{name}/export': async () => {
    await saved('out');
    return ask('POST', 'snapshots/out/export', { file: join(folder, 'out.db') });
  },
  'GET faults': () => ask('GET', 'faults'),
  'POST faults': () => ask('POST', 'faults', FAULT),
  'DELETE faults': () => ask('DELETE', 'faults'),
  'DELETE faults/{faultId}': async () =>
    ask('DELETE', `faults/${(await ask('POST', 'faults', FAULT)).body.id}`),
  'GET instances/{instanceId}/binding': () => ask('GET', `instances/${instanceId}/binding`),
  'PUT instances/{instanceId}/binding': () =>
    ask('PUT', `instances/${instanceId}/binding`, { pid: 1 }),
  'DELETE instances/{instanceId}/binding': () => ask('DELETE', `instances/${instanceId}/binding`),
  'GET instances/{instanceId}/entrance': () => ask('GET', `instances/${instanceId}/entrance`),
  'GET instances/{instanceId}/nics': () => ask('GET', `instances/${instanceId}/nics`),
  'GET eips/{allocationId}/traffic': async () => {
    const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', {
      BillingType: 3,
    });
    return ask('GET', `eips/${AllocationId}/traffic`);
  },
  'GET requests': () => ask('GET', 'requests'),
  'GET requests/{requestId}': async () => ask('GET', `requests/${await lastRequest()}`),
  'GET contracts': () => ask('GET', 'contracts'),
  'GET events': () => ask('GET', 'events'),
  'GET openapi.json': () => ask('GET', 'openapi.json'),
};

/** What the data plane of this test cannot do, as it says itself. */
const REFUSED: Readonly<Record<string, number>> = {
  'GET instances/{instanceId}/entrance': 409,
};

describe.each(ROUTES.map(({ method, path }) => `${method} ${path}`))('%s', (name) => {
  it('answers as it is described', async () => {
    const call = CALLS[name];
    expect(call, `say in ${import.meta.filename} how it is called`).toBeDefined();
    const answered = await call?.();
    expect([answered?.status, answered?.body]).toEqual([REFUSED[name] ?? 200, expect.anything()]);
  });
});

describe('the description', () => {
  it('is served as the file has it, and describes itself and the metadata', async () => {
    const { body } = await ask('GET', 'openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiOf(ROUTES))));
    expect(Object.keys(body.paths)).toContain('/_tenon/openapi.json');
    expect(Object.keys(body.paths)).toContain('/_tenon/instances/{instanceId}/metadata/{path}');
  });

  it('names each call once, and every parameter of its path', () => {
    const { paths } = openApiOf(ROUTES);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations) {
      const inPath = operation.parameters?.filter((each) => each.in === 'path') ?? [];
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  it('is held to: an answer that it does not describe is a fault', async () => {
    const faulty = await startServer();
    const { backUp } = faulty.control;
    Object.assign(faulty.control, {
      backUp: async () => ({ file: '/x', bytes: 1, more: true }),
    });
    const response = await fetch(`${faulty.url}/_tenon/backup`, {
      method: 'POST',
      body: '{"file": "/x"}',
    });
    expect(response.status).toBe(500);
    Object.assign(faulty.control, { backUp });
    await expect(faulty.close()).rejects.toThrow('POST backup answers otherwise');
  });
});
