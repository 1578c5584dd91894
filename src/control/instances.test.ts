import { afterEach, beforeEach, expect, it } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { MemoryPlane } from '../../test/support/memory-plane.ts';
import { scene } from '../../test/support/scene.ts';
import { startServer, type TestServer } from '../../test/support/server.ts';

let plane: MemoryPlane;
let server: TestServer;
let instance: string;
beforeEach(async () => {
  plane = new MemoryPlane();
  server = await startServer({ dataPlane: plane });
  instance = (await scene(server, { instances: 1 })).instanceIds[0] ?? '';
});
afterEach(() => server.close());

async function ask(what: string, method = 'GET', body?: unknown, id = instance) {
  const reply = await fetch(`${server.url}/_tenon/instances/${id}/${what}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by path
  const said = (await reply.json()) as any;
  return { status: reply.status, code: said.ResponseMetadata?.Error.Code, said };
}

const bindings = [{ pid: 4711 }, { netns: '/run/netns/guest' }, { container: 'web-1' }];

it.each(bindings)('binds an instance to %j, and unbinds it', async (binding) => {
  expect((await ask('binding')).said).toEqual({ instanceId: instance, binding: null });
  const bound = { instanceId: instance, binding };
  expect(await ask('binding', 'PUT', binding)).toMatchObject({ status: 200, said: bound });
  expect((await ask('binding')).said).toEqual(bound);
  expect(plane.instance(instance)).toMatchObject({ id: instance, running: true, binding });
  expect((await ask('binding', 'DELETE')).said).toEqual({ instanceId: instance, binding: null });
  expect(plane.instance(instance)).not.toHaveProperty('binding');
});

it('plugs again what was lost when another place became the instance', async () => {
  const [nic] = (await plane.inspect()).nics;
  await plane.unplug(nic?.nicId ?? '');
  await ask('binding', 'PUT', { pid: 1 });
  expect((await plane.inspect()).nics).toEqual([nic]);
});

it('keeps the binding as it was when the data plane refuses', async () => {
  await ask('binding', 'PUT', { pid: 1 });
  const ensure = plane.ensureInstance.bind(plane);
  plane.ensureInstance = async (place, token) => {
    if (JSON.stringify(place.binding) === '{"pid":2}') throw new PlaneRefusal('no process 2');
    return ensure(place, token);
  };
  const refused = await ask('binding', 'PUT', { pid: 2 });
  expect(refused).toMatchObject({ status: 409, code: 'InvalidBinding.Refused' });
  expect(refused.said.ResponseMetadata.Error.Message).toContain('no process 2');
  expect((await ask('binding')).said.binding).toEqual({ pid: 1 });
  expect(plane.instance(instance)?.binding).toEqual({ pid: 1 });
});

it.each([
  {},
  { pid: 0 },
  { pid: '1' },
  { pid: 1, netns: '/a' },
  { netns: 'relative' },
  { netns: '/a\nb' },
  { container: '-it' },
  { container: 'a b' },
  [],
  'pid',
])('takes no binding %j', async (body) => {
  expect(await ask('binding', 'PUT', body)).toMatchObject({
    status: 400,
    code: 'InvalidParameter',
  });
});

it('knows no instance that is not there, and no other path or method', async () => {
  for (const [what, method] of [
    ['binding', 'GET'],
    ['binding', 'DELETE'],
  ]) {
    const { status, code } = await ask(what ?? '', method, undefined, 'i-none');
    expect([status, code]).toEqual([404, 'InvalidInstance.NotFound']);
  }
  expect((await ask('binding', 'PUT', { pid: 1 }, 'i-none')).code).toBe('InvalidInstance.NotFound');
  expect((await ask('binding', 'POST')).status).toBe(405);
  expect((await ask('door')).status).toBe(404);
});

it('forgets the binding with its instance', async () => {
  await ask('binding', 'PUT', { pid: 1 });
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instance });
  await server.settled();
  expect(await ask('binding')).toMatchObject({ status: 404 });
  const left = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('instance_binding').selectAll()),
  );
  expect(left).toEqual([]);
});

it('says how a command is run inside, or why none can be', async () => {
  expect(await ask('entrance')).toMatchObject({ status: 409, code: 'InvalidInstance.NoEntrance' });
  Object.assign(plane, {
    entrance: async (place: string) =>
      place === instance || place === 'internet' ? { command: ['enter', place] } : undefined,
  });
  expect((await ask('entrance')).said).toEqual({
    instanceId: instance,
    command: ['enter', instance],
  });
  expect((await ask('entrance', 'GET', undefined, 'internet')).said.command).toEqual([
    'enter',
    'internet',
  ]);
  expect(await ask('entrance', 'GET', undefined, 'i-none')).toMatchObject({ status: 404 });
});
