import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';

let folder: string;
let file: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-backup-'));
  file = join(folder, 'copy.db');
  server = await startServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function backUp(body: unknown) {
  const response = await fetch(`${server.url}/_tenon/backup`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  return { status: response.status, body: (await response.json()) as any };
}

it('copies the store, while requests go on, into a file that a server starts from', async () => {
  const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const [made, ...answers] = await Promise.all([
    backUp({ file }),
    ...Array.from({ length: 5 }, (_, n) =>
      server.client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', ClientToken: `token-${n}` }),
    ),
  ]);
  expect(made).toEqual({ status: 200, body: { file, bytes: statSync(file).size } });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));

  const restored = await startServer({ store: `sqlite:${file}` });
  const { Vpcs } = await restored.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] });
  expect(Vpcs).toHaveLength(1);
  await restored.client.ok('vpc', 'DeleteVpc', { VpcId });
  await restored.close();
  expect((await server.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] })).Vpcs).toHaveLength(1);
});

it.each([
  [{}, ': [file]: it is no text'],
  [{ file: 'relative.db' }, ': [file]: it is no absolute path'],
  [{ file: '' }, ': [file]: it is no absolute path'],
  [{ file: 7 }, ': [file]: it is no text'],
  [{ file: '/tmp/a\0b' }, ': [file]: it is no absolute path'],
  [{ file: `/${'x'.repeat(5000)}` }, ': [file]: it is longer than 4096 characters'],
  [{ file: '/tmp/x.db', overwrite: true }, ': there is no field [overwrite], there is file'],
  [['/tmp/x.db'], ''],
  ['not JSON', ''],
  ['', ''],
])('refuses a body that is not a file to write: %j', async (body, why) => {
  const { status, body: answer } = await backUp(body);
  expect([status, answer.ResponseMetadata.Error]).toEqual([
    400,
    {
      Code: 'InvalidParameter',
      CodeN: expect.any(Number),
      Message: `The body must be {"file": "/absolute/path"}, a new file on the machine of the server${why}.`,
    },
  ]);
});

it('refuses a file that is there, and one that cannot be written', async () => {
  writeFileSync(file, 'precious');
  const taken = await backUp({ file });
  expect([taken.status, taken.body.ResponseMetadata.Error.Code]).toEqual([
    409,
    'InvalidFile.AlreadyExists',
  ]);
  for (const path of [
    `${folder}/nowhere/copy.db`,
    `${file}/copy.db`,
    `${folder}/${'n'.repeat(300)}`,
  ]) {
    const { status, body } = await backUp({ file: path });
    expect([path, status, body.ResponseMetadata.Error.Code]).toEqual([
      path,
      400,
      'InvalidFile.NotWritable',
    ]);
  }
});
