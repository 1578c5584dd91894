import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Writer } from '#store/store.ts';
import { makeWorld } from '#world/make.ts';
import { breaches } from '../support/invariants.ts';
import { dropDatabase, freshDatabase, noPostgres } from '../support/postgres.ts';
import { nicInput, type Scene, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

/**
 * What CreateNetworkInterface relies on without a lock, on PostgreSQL: it has read all of it, and
 * written its rows, when another process changes it. Each guard at its end has to find that out.
 */
describe.skipIf(noPostgres !== undefined)('a create that another process overtakes', () => {
  const world = makeWorld({ quotas: { NetworkInterfaces: 2 } });
  let url: string;
  let server: TestServer;
  let other: TestServer;
  let place: Scene;
  beforeEach(async () => {
    url = await freshDatabase();
    server = await startServer({ store: url, world });
    other = await startServer({ store: url, world });
    place = await scene(server.client);
  });
  afterEach(async () => {
    const broken = await breaches(server.store, world, true);
    await other.close();
    await server.close();
    await dropDatabase(url);
    expect(broken).toEqual([]);
  });

  const create = (by: TestServer) => by.client.vpc('CreateNetworkInterface', nicInput(place));

  /** Creates an interface; `overtake` happens when it has nothing left to do but its end. */
  async function overtaken(overtake: () => Promise<unknown>) {
    const { write } = server.store;
    const ready = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    server.store.write = (work, isolation) => {
      server.store.write = write;
      return write.call(
        server.store,
        (tx) => work(stopsBefore(tx, ready.resolve, gate.promise)),
        isolation,
      ) as ReturnType<typeof work>;
    };
    const created = create(server);
    await ready.promise;
    await overtake();
    gate.resolve();
    return created;
  }

  it('by a deletion of its subnet', async () => {
    const { code } = await overtaken(() =>
      other.client.ok('vpc', 'DeleteSubnet', { SubnetId: place.subnetId }),
    );
    expect(code).toBe('InvalidSubnet.NotFound');
  });

  it('by a deletion of its security group', async () => {
    const { code } = await overtaken(() =>
      other.client.ok('vpc', 'DeleteSecurityGroup', { SecurityGroupId: place.groupId }),
    );
    expect(code).toBe('InvalidSecurityGroupId.NotFound');
  });

  it('by creates that use up its quota', async () => {
    const { code } = await overtaken(async () => {
      await create(other);
      await create(other);
    });
    expect(code).toBe('QuotaExceeded.Eni');
  });

  it('by a change that makes no difference', async () => {
    const { code } = await overtaken(() =>
      other.client.ok('vpc', 'ModifySubnetAttributes', {
        SubnetId: place.subnetId,
        SubnetName: 'other',
      }),
    );
    expect(code).toBe('');
  });
});

/** Waits before it writes the interface itself, which is the last of its rows. */
function stopsBefore(tx: Writer, ready: () => void, gate: Promise<void>): Writer {
  return new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'insert') return value.bind(target);
      return async (...row: [never, never]) => {
        if (row[0] === 'network_interface') {
          ready();
          await gate;
        }
        return value.apply(target, row);
      };
    },
  });
}
