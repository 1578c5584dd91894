import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query } from '#store/query.ts';
import { patchRow } from '#test/support/rows.ts';
import { primaryOf, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { MetadataListeners } from './listeners.ts';
import { MetadataService } from './service.ts';

const ADDRESS = '127.0.0.5';

let server: TestServer;
let listeners: MetadataListeners;
/** Stand-ins for the sockets in networks: each VPC has a port of this machine's loopback. */
let sockets: Map<string, Server>;
let begun: string[];
let failures: Error[];
let tokenKey: () => Promise<Buffer>;

beforeEach(async () => {
  server = await startServer();
  sockets = new Map();
  begun = [];
  failures = [];
  tokenKey = async () => Buffer.alloc(32);
  listeners = new MetadataListeners({
    store: server.store,
    service: new MetadataService({
      store: server.store,
      world: server.world,
      ids: server.control.ids,
      tokenKey: () => tokenKey(),
    }),
    async listenIn(networkId, address, port) {
      begun.push(`${networkId} ${address}:${port}`);
      const failure = failures.shift();
      if (failure) throw failure;
      const socket = createServer().listen(0, '127.0.0.1');
      await once(socket, 'listening');
      sockets.set(networkId, socket);
      return socket;
    },
  });
});
afterEach(async () => {
  await listeners.close();
  await server.close();
});

/** A VPC whose only instance has the address `ADDRESS`, which no VPC of the API may have. */
async function network() {
  const { vpcId, subnetId, instanceIds } = await scene(server, { instances: 1 });
  const [instanceId = ''] = instanceIds;
  await patchRow(server, 'subnet', subnetId, { cidr_block: '127.0.0.0/24' });
  const id = await primaryOf(server, instanceId);
  await server.store.write((tx) => tx.run(move, { id, address: ADDRESS }));
  return { vpcId, instanceId };
}

const move = query((db, p: { id: string; address: string }) =>
  db
    .updateTable('address')
    .set({ address: p.address })
    .where('network_interface_id', '=', p.id)
    .where('family', '=', 4),
);

async function ask(vpcId: string, localAddress = ADDRESS, path = '/latest/instance_id') {
  const address = sockets.get(vpcId)?.address();
  if (address === null || typeof address !== 'object') throw new Error('nothing listens');
  const sent = request({ host: '127.0.0.1', port: address.port, path, localAddress });
  sent.end();
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, text: await text(answer) };
}

describe('the metadata service in networks', () => {
  it('knows the instance by network and address, overlapping ones too', async () => {
    const [one, other] = [await network(), await network()];
    for (const { vpcId } of [one, other]) await listeners.ready(vpcId);
    for (const { vpcId, instanceId } of [one, other]) {
      expect(await ask(vpcId)).toEqual({ status: 200, text: instanceId });
      expect(await ask(vpcId, ADDRESS, 'http://100.96.0.96/latest/instance_id')).toEqual({
        status: 200,
        text: instanceId,
      });
    }
    expect((await ask(one.vpcId, '127.0.0.6')).status).toBe(404);
    expect((await ask(one.vpcId, '127.0.1.5')).status).toBe(404);
  });

  it('follows an address from instance to instance', async () => {
    const { vpcId, instanceId } = await network();
    await listeners.ready(vpcId);
    expect((await ask(vpcId)).text).toBe(instanceId);
    await patchRow(server, 'network_interface', await primaryOf(server, instanceId), {
      instance_id: 'i-another',
    });
    expect(await ask(vpcId)).toEqual({ status: 404, text: 'there is no instance i-another' });
  });

  it('begins once in a network, however many wait for it', async () => {
    await Promise.all(Array.from({ length: 5 }, () => listeners.ready('vpc-1')));
    await listeners.ready('vpc-1');
    expect(begun).toEqual(['vpc-1 100.96.0.96:80']);
  });

  it('begins again where it was ended, and where its socket is gone', async () => {
    await listeners.ready('vpc-1');
    await listeners.end('vpc-1');
    await listeners.ready('vpc-1');
    const socket = sockets.get('vpc-1');
    socket?.close();
    if (socket) await once(socket, 'close');
    await listeners.ready('vpc-1');
    expect(begun).toHaveLength(3);
    await listeners.end('vpc-1');
    await listeners.end('vpc-never');
  });

  it('tells who waits that it failed, and tries again for the next', async () => {
    failures.push(new Error('no rights'));
    await expect(listeners.ready('vpc-1')).rejects.toThrow('no rights');
    await listeners.ready('vpc-1');
    expect(begun).toHaveLength(2);
  });

  it('ends with its connections, so that they do not keep a network', async () => {
    const { vpcId } = await network();
    await listeners.ready(vpcId);
    const address = sockets.get(vpcId)?.address() as { port: number };
    // The answer waits for the key, and the network is gone before it comes.
    const asked = Promise.withResolvers<void>();
    tokenKey = () => {
      asked.resolve();
      return new Promise(() => {});
    };
    const sent = request({ host: '127.0.0.1', port: address.port, localAddress: ADDRESS });
    sent.end();
    const gone = once(sent, 'error');
    await asked.promise;
    await listeners.end(vpcId);
    await gone;
  });
});
