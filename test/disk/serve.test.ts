import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/postgres-server.ts';
import { Tenon } from './serving.ts';

let folder: string;
let path: string;
let failing: string;
let running: Tenon[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-disk-'));
  path = join(folder, 'tenon.db');
  failing = join(folder, 'failing');
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function tenon(args: readonly string[], env?: Record<string, string>): Tenon {
  const started = new Tenon(args, env);
  running.push(started);
  return started;
}

const serve = (env?: Record<string, string>) =>
  tenon(['serve', '--listen', '127.0.0.1:0', '--store', `sqlite:${path}`], env);

const CIDR = { CidrBlock: '10.0.0.0/16' };

describe('a disk whose sync fails', () => {
  it('holds up those whose commit is not known to be on disk, refuses all else, and heals', async () => {
    const server = serve({ FAILING_SYNC: failing });
    const client = await server.client();
    expect((await client.vpc('CreateVpc', CIDR)).status).toBe(200);
    writeFileSync(failing, '');
    const held = client.vpc('CreateVpc', CIDR);
    await expect.poll(async () => (await server.control('health/ready')).status).toBe(503);
    const { body } = await server.control('health/ready');
    expect(body.reason).toBe(
      'the store does not answer: the disk failed to sync the database (EIO on fdatasync)',
    );
    expect((await server.control('health/live')).status).toBe(200);
    for (const call of [
      client.vpc('CreateVpc', CIDR),
      client.vpc('DescribeVpcs', {}),
      client.vpc('DescribeVpcs', {}),
    ]) {
      const { status, code } = await call;
      expect([status, code]).toEqual([503, 'ServiceUnavailableTemp']);
    }
    rmSync(failing);
    const { status, result } = await held;
    expect(status).toBe(200);
    await expect.poll(async () => (await server.control('health/ready')).status).toBe(200);
    const { Vpcs } = await client.ok('vpc', 'DescribeVpcs', { VpcIds: [result.VpcId] });
    expect(Vpcs).toHaveLength(1);
    // A request that was refused has changed nothing.
    expect((await client.ok('vpc', 'DescribeVpcs', {})).TotalCount).toBe(2);
    expect(server.err).toContain('EIO on fdatasync');
    expect(server.err).toContain('works again');
  });

  it('and does not recover ends the process with one clear line; nobody is told what may be wrong', async () => {
    const server = serve({ FAILING_SYNC: failing, FAST_TIMERS: '50' });
    const client = await server.client();
    expect((await client.vpc('CreateVpc', CIDR)).status).toBe(200);
    writeFileSync(failing, '');
    await expect(client.vpc('CreateVpc', CIDR)).rejects.toThrow();
    expect(await server.ended).toBe(1);
    const lines = server.err.split('\n').filter((line) => line.startsWith('tenon:'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`the store ${path} does not recover`);
    const next = serve();
    const { status } = await (await next.client()).vpc('CreateVpc', CIDR);
    expect(status).toBe(200);
  });
});

it('a database that is moved away makes a server not ready, until it is back', async () => {
  const server = serve();
  const client = await server.client();
  renameSync(path, `${path}.away`);
  const { status, message } = await client.vpc('CreateVpc', CIDR);
  expect([status, message]).toEqual([503, expect.stringContaining(`the file ${path} is gone`)]);
  expect(await server.control('health/ready')).toEqual({
    status: 503,
    body: { ready: false, reason: `the store does not answer: the file ${path} is gone` },
  });
  expect((await server.control('health')).body).toMatchObject({ live: true, ready: false });
  renameSync(`${path}.away`, path);
  await expect.poll(async () => (await client.vpc('CreateVpc', CIDR)).status).toBe(200);
});

describe('tenon backup', () => {
  it('copies the store of a running server, which goes on and keeps it to itself', async () => {
    const server = serve();
    const url = await server.url();
    const client = await server.client();
    const { VpcId } = await client.ok('vpc', 'CreateVpc', CIDR);
    const file = join(folder, 'copy.db');
    const backup = tenon(['backup', file, '--endpoint', url, '--json']);
    expect([await backup.ended, backup.err]).toEqual([0, '']);
    expect(JSON.parse(backup.out)).toEqual({ file, bytes: statSync(file).size });
    await client.ok('vpc', 'CreateVpc', CIDR);
    // Reading the file must not have given up the lock on it.
    const second = serve();
    expect(await second.ended).toBe(1);
    expect(second.err).toContain(`the store ${path} is in use by another process`);

    const again = tenon(['backup', file, '--endpoint', url]);
    expect([await again.ended, again.err.trim().split('\n')]).toEqual([
      1,
      [expect.stringContaining('InvalidFile.AlreadyExists')],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'tenon.db', 'tenon.db-wal']);

    const restored = tenon(['serve', '--listen', '127.0.0.1:0', '--store', `sqlite:${file}`]);
    const { Vpcs } = await (await restored.client()).ok('vpc', 'DescribeVpcs', {});
    expect(Vpcs.map((each: { VpcId: string }) => each.VpcId)).toEqual([VpcId]);
  });

  it('says in one line that no server answers', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const backup = tenon(['backup', join(folder, 'copy.db'), '--endpoint', endpoint]);
    expect(await backup.ended).toBe(1);
    expect(backup.err.trim().split('\n')).toEqual([
      expect.stringContaining(`nothing listens at ${endpoint}`),
    ]);
  });

  it('ends with 2 when it is not told where to', async () => {
    expect(await tenon(['backup']).ended).toBe(2);
  });
});
