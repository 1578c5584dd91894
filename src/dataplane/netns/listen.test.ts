import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ip,
  namespacesOf,
  newPlaneId,
  noNetns,
  removeNamespaces,
  temporaryFolder,
} from '#test/support/netns.ts';
import { PlaneRefusal } from '../driver.ts';
import { rootHost } from './host.ts';
import { listenIn } from './listen.ts';
import { namespaceOf } from './names.ts';

const run = promisify(execFile);
const ADDRESS = '100.96.0.96';

describe.skipIf(noNetns !== undefined)('listening in a namespace', () => {
  const planeId = newPlaneId();
  const [one, other] = ['vpc-1', 'vpc-2'].map((id) => namespaceOf(planeId, id)) as [string, string];
  let folder: ReturnType<typeof temporaryFolder>;
  const host = () => rootHost(folder.path);

  beforeEach(() => {
    folder = temporaryFolder();
    for (const name of [one, other]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
      ip('-n', name, 'addr', 'add', `${ADDRESS}/32`, 'dev', 'lo');
    }
  });
  afterEach(() => {
    removeNamespaces(planeId);
    folder.remove();
  });

  const serve = async (name: string, answer: string) => {
    const socket = await listenIn(host(), { name }, ADDRESS, 80);
    return createServer((_, response) => response.end(answer)).listen(socket);
  };

  /** What a program in a namespace is answered. */
  const ask = async (name: string) => {
    const program = `fetch('http://${ADDRESS}/').then((r) => r.text()).then((t) => process.stdout.write(t))`;
    const { stdout } = await run('ip', ['netns', 'exec', name, process.execPath, '-e', program]);
    return stdout;
  };

  it('answers in each namespace from this process', async () => {
    const servers = [await serve(one, 'the one'), await serve(other, 'the other')];
    expect(await Promise.all([ask(one), ask(other)])).toEqual(['the one', 'the other']);
    for (const server of servers) server.close();
  });

  it('loses no connection that comes before its handler', async () => {
    const socket = await listenIn(host(), { name: one }, ADDRESS, 80);
    const asked = ask(one);
    // It has connected when it waits in the socket's queue.
    const queued = () => ip('netns', 'exec', one, 'ss', '-Hltn').split(/\s+/)[1];
    await expect.poll(queued, { interval: 20, timeout: 20_000 }).toBe('1');
    const server = createServer((_, response) => response.end('at last')).listen(socket);
    expect(await asked).toBe('at last');
    server.close();
  });

  it('can be ended and begun again, and then lets the namespace go', async () => {
    for (const answer of ['first', 'second']) {
      const server = await serve(one, answer);
      expect(await ask(one)).toBe(answer);
      server.close();
      await once(server, 'close');
    }
    ip('netns', 'del', one);
    expect(namespacesOf(planeId)).toEqual([other]);
  });

  it('says why nothing can listen', async () => {
    const failure = (where: string, address: string) =>
      listenIn(host(), { name: where }, address, 80).catch((error: unknown) => error);
    const unknown = await failure(one, '192.0.2.1');
    expect(unknown).toBeInstanceOf(PlaneRefusal);
    expect(`${unknown}`).toContain('EADDRNOTAVAIL');
    expect(`${await failure(namespaceOf(planeId, 'vpc-9'), ADDRESS)}`).toContain('cannot open');
    const server = await serve(one, 'first');
    expect(`${await failure(one, ADDRESS)}`).toContain('EADDRINUSE');
    server.close();
  });
});
