import { execFile, spawn } from 'node:child_process';
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
import { run as command, rootHost } from './host.ts';
import { listenIn } from './listen.ts';
import { namespaceOf } from './names.ts';
import { trialHost } from './rootless.ts';

const run = promisify(execFile);
const ADDRESS = '100.96.0.96';
const ASK = `fetch('http://${ADDRESS}/').then((r) => r.text()).then((t) => process.stdout.write(t))`;

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
    const { stdout } = await run('ip', ['netns', 'exec', name, process.execPath, '-e', ASK]);
    return stdout;
  };

  it('answers in each namespace from this process', async () => {
    const servers = [await serve(one, 'the one'), await serve(other, 'the other')];
    expect(await Promise.all([ask(one), ask(other)])).toEqual(['the one', 'the other']);
    for (const server of servers) server.close();
  });

  it('loses no connection, however early', async () => {
    // Each tries again until it is connected, and must then be answered.
    const program = `
      const net = require('node:net');
      let open = 8;
      const go = () => {
        const socket = net.connect(80, '${ADDRESS}');
        socket.on('error', () => setTimeout(go, 1));
        socket.on('connect', () => socket.write('GET / HTTP/1.0\\r\\n\\r\\n'));
        socket.once('data', () => { open -= 1; if (open === 0) console.log('all'); });
      };
      for (let n = 0; n < open; n += 1) go();
      console.log('begun');`;
    const child = spawn('ip', ['netns', 'exec', one, process.execPath, '-e', program]);
    const ended = once(child, 'exit');
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said).toBe('begun\n');
    const server = await serve(one, 'at last');
    await expect.poll(() => said).toBe('begun\nall\n');
    await ended;
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

  it('answers in a user namespace, where nobody is root but inside', async () => {
    const rootless = await trialHost(folder.path);
    try {
      const where = { name: one };
      await command(rootless, ['ip', 'netns', 'add', one]);
      await command(rootless, ['ip', 'link', 'set', 'lo', 'up'], { where });
      await command(rootless, ['ip', 'addr', 'add', `${ADDRESS}/32`, 'dev', 'lo'], { where });
      const socket = await listenIn(rootless, where, ADDRESS, 80);
      const server = createServer((_, response) => response.end('inside')).listen(socket);
      const asked = [process.execPath, '-e', ASK];
      expect((await command(rootless, asked, { where })).stdout).toBe('inside');
      server.close();
    } finally {
      rootless.end();
    }
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
