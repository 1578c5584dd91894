import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isEmptied, TABLES } from '#core/tables.ts';
import type { ServerOptions } from '#server.ts';
import { migrations } from '#store/migrations.ts';
import { db } from '#store/sqlite/connection.ts';
import { furnish } from '#test/fuzz/furnish.ts';
import { breaches } from '#test/support/invariants.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { ENGINES, placeOn } from '#test/support/stores.ts';
import { readWorldFile } from '#world/file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let folder: string;
const running: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-snapshots-test-'));
});
afterEach(async () => {
  for (const close of running.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(
  engine: (typeof ENGINES)[number] = 'memory',
  options: ServerOptions = {},
): Promise<TestServer> {
  const place = await placeOn(engine);
  const server = await startServer({ store: place.url, ...options });
  running.push(async () => {
    await server.close();
    await place.leave();
  });
  return server;
}

const asker =
  (server: TestServer) =>
  async (path: string, method = 'POST', body?: unknown) => {
    const response = await fetch(`${server.url}/_tenon/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
    return { status: response.status, body: (await response.json()) as any };
  };
const refusal = ({ status, body }: Awaited<ReturnType<ReturnType<typeof asker>>>) => [
  status,
  body.ResponseMetadata?.Error.Code,
];

/** The rows of every table that a reset empties, as texts in a stable order. */
async function dump(server: TestServer): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES.filter(isEmptied)) {
    const rows = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom(table).selectAll()),
    );
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  }
  return all;
}

describe.each(ENGINES)('a snapshot of a store on %s', (engine) => {
  it('brings back every row, on any engine, and secrets stay', async () => {
    const server = await start(engine);
    const ask = asker(server);
    await furnish(server);
    const { accountId } = (await ask('accounts')).body;
    const before = await dump(server);
    const secrets = () =>
      server.store.read((tx) => tx.select((db) => db.selectFrom('secret').selectAll()));
    const kept = await secrets();
    const saved = await ask('snapshots/full');
    expect(saved.body).toEqual({
      name: 'full',
      bytes: expect.any(Number),
      savedAt: expect.stringMatching(/^20.*\+08:00$/),
    });
    await ask(`accounts/${accountId}`, 'DELETE');
    await ask('reset');
    expect(await dump(server)).not.toEqual(before);
    expect((await ask('snapshots/full/restore')).body).toMatchObject({ transitions: 'instant' });
    expect(await dump(server)).toEqual(before);
    expect(await breaches(server.store, server.world, true)).toEqual([]);
    expect(await secrets()).toEqual(kept);

    const file = join(folder, 'full.db');
    expect((await ask('snapshots/full/export', 'POST', { file })).body).toEqual({
      file,
      bytes: statSync(file).size,
    });
    for (const other of ENGINES) {
      const there = await start(other);
      const askThere = asker(there);
      expect((await askThere('snapshots/from-file', 'POST', { file })).status).toBe(200);
      expect((await askThere('snapshots/from-file/restore')).status).toBe(200);
      expect(await dump(there), other).toEqual(before);
    }
  });

  it('is listed, replaced and removed by its name', async () => {
    const server = await start(engine);
    const ask = asker(server);
    expect((await ask('snapshots', 'GET')).body).toEqual({ snapshots: [] });
    await ask('snapshots/b.2');
    await ask('snapshots/a_1');
    const names = async () =>
      (await ask('snapshots', 'GET')).body.snapshots.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['a_1', 'b.2']);
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect((await ask('snapshots/a_1')).status).toBe(200);
    await ask('reset');
    await ask('snapshots/a_1/restore');
    expect((await server.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
    expect((await ask('snapshots/b.2', 'DELETE')).body).toEqual({ name: 'b.2' });
    expect(await names()).toEqual(['a_1']);
    for (const [path, method] of [
      ['snapshots/b.2', 'DELETE'],
      ['snapshots/b.2/restore', 'POST'],
    ] as const) {
      expect(refusal(await ask(path, method))).toEqual([404, 'InvalidSnapshot.NotFound']);
    }
  });

  it('is restored while requests go on: each is done before, and gone, or after, and there', async () => {
    const server = await start(engine);
    const ask = asker(server);
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
      VpcId,
      ZoneId: 'cn-beijing-a',
      CidrBlock: '10.0.1.0/24',
    });
    const { SecurityGroupId } = await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
    await ask('snapshots/small');
    const create = () =>
      server.client.vpc('CreateNetworkInterface', {
        SubnetId,
        SecurityGroupIds: [SecurityGroupId],
      });
    const before = Array.from({ length: 15 }, create);
    await before[0];
    const [restored, ...answers] = await Promise.all([
      ask('snapshots/small/restore'),
      ...before,
      ...Array.from({ length: 15 }, create),
    ]);
    expect(restored.status).toBe(200);
    for (const { code } of answers) expect(code).toBe('');
    expect(await breaches(server.store, server.world, true)).toEqual([]);
    const made = await create();
    expect(made.code).toBe('');
  });
});

describe('a manual clock', () => {
  it.each(
    ENGINES,
  )('goes to the time of the snapshot, on %s, and what was on its way goes on', async (engine) => {
    const server = await start(engine, { transitions: 'manual' });
    const ask = asker(server);
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const status = async () =>
      (await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId })).Status;
    const at = server.clock.now();
    await ask('snapshots/young');
    await server.advance(3_600_000);
    expect(await status()).toBe('Available');
    expect((await ask('snapshots/young/restore')).body.milliseconds).toBe(at);
    await server.settled();
    expect([server.clock.now(), await status()]).toEqual([at, 'Creating']);
    await server.advance(1);
    expect(await status()).toBe('Creating');
    await server.advance(3_600_000);
    expect(await status()).toBe('Available');
    await ask('snapshots/young/restore');
    expect((await ask('clock', 'GET')).body.milliseconds).toBe(at);
  });

  it('stays where it is when the snapshot has none', async () => {
    const instant = await start();
    await asker(instant)('snapshots/none');
    const file = join(folder, 'none.db');
    await asker(instant)('snapshots/none/export', 'POST', { file });
    const server = await start('memory', { transitions: 'manual' });
    await server.advance(5000);
    const at = server.clock.now();
    await asker(server)('snapshots/none', 'POST', { file });
    expect((await asker(server)('snapshots/none/restore')).body.milliseconds).toBe(at);
  });
});

describe('where snapshots are kept', () => {
  it('is a folder beside a store in a file, and they are there at the next start', async () => {
    const path = join(folder, 'tenon.db');
    const first = await startServer({ store: `sqlite:${path}` });
    await first.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await asker(first)('snapshots/kept');
    await first.close();
    expect(readdirSync(`${path}.snapshots`)).toEqual(['kept.db']);
    expect((statSync(`${path}.snapshots`).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(`${path}.snapshots`, 'kept.db')).mode & 0o777).toString(8)).toBe('600');
    const second = await startServer({ store: `sqlite:${path}` });
    await asker(second)('reset');
    await asker(second)('snapshots/kept/restore');
    expect((await second.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
    await second.close();
  });

  it.each(
    ENGINES.filter((engine) => engine !== 'sqlite'),
  )('is private to the process on %s, and nothing is left when it has ended', async (engine) => {
    const folders = () =>
      readdirSync(tmpdir()).filter((name) => /^tenon-snapshots-[^-]+$/.test(name));
    const before = new Set(folders());
    const place = await placeOn(engine);
    const server = await startServer({ store: place.url });
    await asker(server)('snapshots/mine');
    const made = folders().filter((name) => !before.has(name));
    expect(made.length).toBeGreaterThan(0);
    const own = made.filter((name) => existsSync(join(tmpdir(), name, 'mine.db')));
    expect(own).toHaveLength(1);
    await server.close();
    await place.leave();
    expect(folders()).not.toContain(own[0]);
  });
});

/** Takes from a database what the last step of the schema added to it. */
function undoLastStep(file: string): void {
  const database = new DatabaseSync(file);
  for (const statement of (migrations.at(-1)?.statements(db) ?? []).toReversed()) {
    const { sql } = statement.compile();
    const [, index] = /^create (?:unique )?index "(\w+)"/.exec(sql) ?? [];
    if (index !== undefined) database.exec(`drop index ${index}`);
    const [, table] = /^create table "(\w+)"/.exec(sql) ?? [];
    if (table !== undefined) database.exec(`drop table ${table}`);
    const [, changed, column] = /^alter table "(\w+)" add column "(\w+)"/.exec(sql) ?? [];
    if (column !== undefined) database.exec(`alter table ${changed} drop column ${column}`);
  }
  database.close();
}

describe('a file that is imported', () => {
  /** A server that has a snapshot in a file, and that file with another version. */
  async function fileOfVersion(change: (version: number) => number): Promise<[TestServer, string]> {
    const server = await start();
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const file = join(folder, 'other.db');
    await asker(server)('snapshots/other');
    await asker(server)('snapshots/other/export', 'POST', { file });
    const database = new DatabaseSync(file);
    const { user_version } = database.prepare('pragma user_version').get() as {
      user_version: number;
    };
    database.exec(`pragma user_version = ${change(user_version)}`);
    database.close();
    return [server, file];
  }

  it('is refused in words when it is of a newer version', async () => {
    const [server, file] = await fileOfVersion((version) => version + 1);
    const refused = await asker(server)('snapshots/newer', 'POST', { file });
    expect(refusal(refused)).toEqual([409, 'InvalidSnapshot.Unreadable']);
    expect(refused.body.ResponseMetadata.Error.Message).toMatch(/newer version \(\d+\) than this/);
    expect((await asker(server)('snapshots', 'GET')).body.snapshots).toHaveLength(1);
  });

  it('is brought up to date in a copy when it is of an older version', async () => {
    const [server, file] = await fileOfVersion((version) => version - 1);
    undoLastStep(file);
    const bytes = readFileSync(file);
    const ask = asker(server);
    expect((await ask('snapshots/older', 'POST', { file })).status).toBe(200);
    await ask('reset');
    expect((await ask('snapshots/older/restore')).status).toBe(200);
    expect((await server.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['other.db']);
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(5000))],
    ['is empty', (file: string) => writeFileSync(file, '')],
    [
      'is a database of something else',
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec('create table a (b)');
        database.close();
      },
    ],
    ['is not there', () => {}],
  ])('is refused when it %s, and nothing changes', async (_, write) => {
    const server = await start();
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const file = join(folder, 'strange.db');
    write(file);
    const ask = asker(server);
    const refused = await ask('snapshots/strange', 'POST', { file });
    expect(refusal(refused)).toEqual([409, 'InvalidSnapshot.Unreadable']);
    expect(refusal(await ask('snapshots/folder', 'POST', { file: folder }))).toEqual([
      409,
      'InvalidSnapshot.Unreadable',
    ]);
    expect((await ask('snapshots', 'GET')).body).toEqual({ snapshots: [] });
    expect((await server.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
  });

  it.each(
    ENGINES,
  )('is not restored on %s when a row cannot be taken, and nothing changes', async (engine) => {
    const [, file] = await fileOfVersion((version) => version);
    const database = new DatabaseSync(file);
    database.exec('drop index account_by_key');
    for (const id of [1, 2]) {
      database.exec(`insert into account values ('${id}', '', 'AKLT-same', '', 0)`);
    }
    database.close();
    const server = await start(engine);
    const ask = asker(server);
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '172.16.0.0/16' });
    const before = await dump(server);
    expect((await ask('snapshots/bad', 'POST', { file })).status).toBe(200);
    expect(refusal(await ask('snapshots/bad/restore'))).toEqual([
      409,
      'InvalidSnapshot.Unreadable',
    ]);
    expect(await dump(server)).toEqual(before);
  });
});

it('is called by no name that leads elsewhere', async () => {
  const server = await start();
  const ask = asker(server);
  for (const name of ['..', '.hidden', '-a', '_a', '%2e%2e', '...']) {
    const [status] = refusal(await ask(`snapshots/x`, 'DELETE'));
    expect(status).toBe(404);
    const refused = await fetch(`${server.url}/_tenon/snapshots/${name}`, { method: 'POST' });
    expect([name, [400, 404, 405].includes(refused.status)]).toEqual([name, true]);
  }
  for (const name of ['.hidden', '-a', '_a', '...']) {
    expect(refusal(await ask(`snapshots/${name}`))).toEqual([400, 'InvalidSnapshot.Malformed']);
  }
  for (const name of ['a%2Fb', 'a%00', 'ü', 'a'.repeat(65)]) {
    expect(refusal(await ask(`snapshots/${name}`))).toEqual([400, 'InvalidPath.Malformed']);
  }
  expect((await ask('snapshots', 'GET')).body).toEqual({ snapshots: [] });
});

describe('with a data plane', () => {
  it('the host is as the snapshot is, and what was on its way ends there', async () => {
    const dataPlane = new MemoryPlane();
    const server = await start('memory', { dataPlane });
    const ask = asker(server);
    await furnish(server);
    const host = async () => {
      const { nics, instances, networks } = await dataPlane.inspect();
      return {
        nics: nics.map(({ nicId, instanceId }) => `${nicId} ${instanceId}`).sort(),
        instances: [...instances].sort(),
        networks: [...networks].sort(),
      };
    };
    const before = await host();
    expect(before.nics.length).toBeGreaterThan(0);
    await ask('snapshots/host');
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances');
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: Instances[0].InstanceId });
    await server.settled();
    expect(await host()).not.toEqual(before);
    await ask('snapshots/host/restore');
    expect(await host()).toEqual(before);
    expect(await breaches(server.store, server.world, true)).toEqual([]);
  });

  it('goes on with what was in hand when it was saved, without waiting for its lease', async () => {
    const gate = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    let slow = false;
    const dataPlane = new MemoryPlane(async () => {
      if (!slow) return;
      waiting.resolve();
      await gate.promise;
    });
    const server = await start('memory', { dataPlane });
    const ask = asker(server);
    await furnish(server);
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances');
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      Status: 'Available',
    });
    const attach = {
      NetworkInterfaceId: NetworkInterfaceSets[0].NetworkInterfaceId,
      InstanceId: Instances[0].InstanceId,
    };
    slow = true;
    await server.client.ok('vpc', 'AttachNetworkInterface', attach);
    await waiting.promise;
    await ask('snapshots/leased');
    slow = false;
    gate.resolve();
    await server.settled();
    await server.client.ok('vpc', 'DetachNetworkInterface', attach);
    await server.settled();
    await ask('snapshots/leased/restore');
    const { Status, DeviceId } = await server.client.ok(
      'vpc',
      'DescribeNetworkInterfaceAttributes',
      {
        NetworkInterfaceId: attach.NetworkInterfaceId,
      },
    );
    expect([Status, DeviceId]).toEqual(['InUse', attach.InstanceId]);
    expect(dataPlane.plugged(attach.NetworkInterfaceId)?.instanceId).toBe(attach.InstanceId);
  });

  it('the host is as an account of the world began when it is reset', async () => {
    const dataPlane = new MemoryPlane();
    const file = await readWorldFile(example);
    const server = await start('memory', { ...file, dataPlane });
    const ask = asker(server);
    const began = (await dataPlane.inspect()).nics.map(({ nicId }) => nicId);
    const attached = { NetworkInterfaceId: 'eni-attached', InstanceId: 'i-plain' };
    // The fencing tokens of the NIC grow with each of these, and begin anew with the reset.
    for (let n = 0; n < 3; n += 1) {
      await server.client.ok('vpc', 'DetachNetworkInterface', attached);
      await server.settled();
      await server.client.ok('vpc', 'AttachNetworkInterface', attached);
      await server.settled();
    }
    await server.client.ok('vpc', 'DetachNetworkInterface', attached);
    await server.settled();
    await server.client.ok('vpc', 'DeleteNetworkInterface', {
      NetworkInterfaceId: 'eni-attached',
    });
    await server.settled();
    await ask(`reset?account=${server.credentials.accountId}`);
    expect(dataPlane.plugged('eni-attached')?.instanceId).toBe('i-plain');
    expect((await dataPlane.inspect()).nics).toHaveLength(began.length);
    expect(await breaches(server.store, server.world)).toEqual([]);
  });

  it('the host has nothing more of an account that goes', async () => {
    const dataPlane = new MemoryPlane();
    const server = await start('memory', { dataPlane });
    const ask = asker(server);
    await furnish(server);
    const before = await dataPlane.inspect();
    const made = (await ask('accounts')).body;
    await furnish({ ...server, client: server.as(made) });
    expect((await dataPlane.inspect()).nics.length).toBe(2 * before.nics.length);
    expect((await ask(`accounts/${made.accountId}`, 'DELETE')).status).toBe(200);
    expect(await dataPlane.inspect()).toEqual(before);
    const revisions = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('network_revision').select('id')),
    );
    expect(revisions.map(({ id }) => id).sort()).toEqual([...before.networks].sort());
  });
});
