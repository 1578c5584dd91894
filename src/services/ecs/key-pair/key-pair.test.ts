import { createPrivateKey, createPublicKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toOpenSsh } from './open-ssh.ts';

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPuQTp0cJfkzyCwkTGDtp0ZfTOpYEbGmTnnXYFLQU0y';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo({ quotas: { KeyPairs: 3 } }) });
});
afterEach(() => server.close());

const ecs = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ecs(action, input);
const create = (KeyPairName: string, more: Record<string, unknown> = {}) =>
  server.client.ok('ecs', 'CreateKeyPair', { KeyPairName, ...more });
const listed = async (input: Record<string, unknown> = {}): Promise<string[]> =>
  (await server.client.ok('ecs', 'DescribeKeyPairs', input)).KeyPairs.map(
    (each: { KeyPairName: string }) => each.KeyPairName,
  );

describe('CreateKeyPair', () => {
  it('gives out a private key that fits the public one it keeps', async () => {
    const made = await create('web');
    expect(made).toMatchObject({ KeyPairId: expect.stringMatching(/^kp-[0-9a-z]{20}$/) });
    expect(made.PrivateKey).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    const pem = createPublicKey(createPrivateKey(made.PrivateKey)).export({
      type: 'spki',
      format: 'pem',
    });
    expect(made.FingerPrint).toBe(toOpenSsh(String(pem)).fingerPrint);
    const [row] = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('key_pair').selectAll()),
    );
    expect(row?.public_key).toBe(toOpenSsh(String(pem)).text);
    expect(JSON.stringify(row)).not.toContain('PRIVATE');
  });

  it.each([
    'a',
    '-web',
    'web-',
    'web..1',
    'web.-1',
    'a b',
    '密钥',
    'x'.repeat(65),
  ])('refuses the name [%s]', async (KeyPairName) => {
    expect(await ecs('CreateKeyPair', { KeyPairName })).toMatchObject({
      status: 400,
      code: 'InvalidKeyPairName.Malformed',
    });
  });

  it.each(['ab', 'ssh_key_pair', 'Web-1.team', 'x'.repeat(64)])('takes %s', async (name) => {
    expect((await create(name)).KeyPairName).toBe(name);
  });

  it('refuses a name that is taken, in this region and account alone', async () => {
    await create('web');
    const taken = { status: 400, code: 'InvalidKeyPairName.Conflict' };
    expect(await ecs('CreateKeyPair', { KeyPairName: 'web' })).toMatchObject(taken);
    expect(await ecs('ImportKeyPair', { KeyPairName: 'web', PublicKey: PUBLIC_KEY })).toMatchObject(
      taken,
    );
    const input = { KeyPairName: 'web' };
    expect((await server.as(OTHER).ecs('CreateKeyPair', input)).status).toBe(200);
    const [key] = server.world.accounts[0]?.keys ?? [];
    if (key === undefined) throw new Error('the account has a key');
    expect((await server.as(key, 'cn-shanghai').ecs('CreateKeyPair', input)).status).toBe(200);
  });

  it('refuses more than the quota, until one is deleted', async () => {
    for (const name of ['one', 'two', 'three']) await create(name);
    expect(await ecs('CreateKeyPair', { KeyPairName: 'four' })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.KeyPair',
    });
    await ecs('DeleteKeyPairs', { KeyPairNames: ['one'] });
    expect((await ecs('CreateKeyPair', { KeyPairName: 'four' })).status).toBe(200);
  });

  it('tells the private key once: a repeated request is told what was made', async () => {
    const { KeyPairId } = await create('web', { ClientToken: 'once' });
    const again = await ecs('CreateKeyPair', { KeyPairName: 'web', ClientToken: 'once' });
    expect(again).toMatchObject({ status: 409, code: 'OperationDenied.SecretNotKept' });
    expect(again.message).toContain(KeyPairId);
    expect((await server.client.ok('ecs', 'DescribeKeyPairs')).KeyPairs).toHaveLength(1);
    const other = await ecs('CreateKeyPair', { KeyPairName: 'app', ClientToken: 'once' });
    expect(other).toMatchObject({ code: 'IdempotentParameterMismatch' });
  });

  it('keeps the private key nowhere in the store', async () => {
    await create('web', { ClientToken: 'once' });
    const rows = await server.store.read(async (tx) => [
      ...(await tx.select((db) => db.selectFrom('client_token').selectAll())),
      ...(await tx.select((db) => db.selectFrom('key_pair').selectAll())),
    ]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('PRIVATE');
  });
});

describe('ImportKeyPair', () => {
  it('keeps the key without its comment', async () => {
    const made = await server.client.ok('ecs', 'ImportKeyPair', {
      KeyPairName: 'mine',
      PublicKey: `${PUBLIC_KEY} me@home`,
    });
    expect(made).toEqual({
      KeyPairId: expect.stringMatching(/^kp-/),
      KeyPairName: 'mine',
      FingerPrint: expect.stringMatching(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
    });
  });

  it('refuses what is no key', async () => {
    expect(
      await ecs('ImportKeyPair', { KeyPairName: 'mine', PublicKey: 'ssh-rsa AAAA' }),
    ).toMatchObject({ status: 400, code: 'InvalidPublicKey.Malformed' });
  });
});

describe('DescribeKeyPairs', () => {
  it('shows all that is known', async () => {
    const { KeyPairId, FingerPrint } = await create('web', {
      Description: 'of the web team',
      ProjectName: 'team-a',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    const { result } = await ecs('DescribeKeyPairs');
    expect(result).toEqual({
      KeyPairs: [
        {
          KeyPairId,
          KeyPairName: 'web',
          Description: 'of the web team',
          FingerPrint,
          ProjectName: 'team-a',
          CreatedAt: expect.stringMatching(/\+08:00$/),
          UpdatedAt: expect.stringMatching(/\+08:00$/),
          Tags: [{ Key: 'k', Value: 'v' }],
        },
      ],
      NextToken: '',
    });
  });

  it('filters by every condition and pages', async () => {
    const { KeyPairId, FingerPrint } = await create('web-1', { Tags: [{ Key: 'k', Value: 'v' }] });
    await create('web-2', { ProjectName: 'team-a' });
    expect(await listed({ KeyPairName: 'web' })).toEqual(['web-1', 'web-2']);
    expect(await listed({ KeyPairName: '_' })).toEqual([]);
    expect(await listed({ KeyPairNames: ['web-2', 'web'] })).toEqual(['web-2']);
    expect(await listed({ KeyPairIds: [KeyPairId] })).toEqual(['web-1']);
    expect(await listed({ FingerPrint })).toEqual(['web-1']);
    expect(await listed({ ProjectName: 'team-a' })).toEqual(['web-2']);
    expect(await listed({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual(['web-1']);
    const { result } = await ecs('DescribeKeyPairs', { MaxResults: 1 });
    expect(await listed({ MaxResults: 1, NextToken: result.NextToken })).toEqual(['web-2']);
    expect(await ecs('DescribeKeyPairs', { NextToken: 'none' })).toMatchObject({
      code: 'InvalidNextToken.Malformed',
    });
  });

  it("shows nobody another account's", async () => {
    await create('web');
    const { result } = await server.as(OTHER).ecs('DescribeKeyPairs');
    expect(result.KeyPairs).toEqual([]);
  });
});

describe('ModifyKeyPairAttribute', () => {
  it('changes the description, and takes it away', async () => {
    const { KeyPairId } = await create('web', { Description: 'old' });
    const description = async () =>
      (await ecs('DescribeKeyPairs')).result.KeyPairs[0].Description as string;
    expect((await ecs('ModifyKeyPairAttribute', { KeyPairId, Description: 'new' })).result).toEqual(
      { KeyPairName: 'web' },
    );
    expect(await description()).toBe('new');
    await ecs('ModifyKeyPairAttribute', { KeyPairName: 'web', Description: '' });
    expect(await description()).toBe('');
  });

  it('refuses a key pair that is not named, or not there', async () => {
    await create('web');
    const modify = (input: Record<string, unknown>) =>
      ecs('ModifyKeyPairAttribute', { Description: 'new', ...input });
    expect(await modify({})).toMatchObject({ status: 400, code: 'MissingParameter.KeyPairName' });
    const absent = { status: 404, code: 'InvalidKeyPair.NotFound' };
    expect(await modify({ KeyPairName: 'db' })).toMatchObject(absent);
    expect(await modify({ KeyPairId: 'kp-none', KeyPairName: 'web' })).toMatchObject(absent);
    const stranger = await server
      .as(OTHER)
      .ecs('ModifyKeyPairAttribute', { KeyPairName: 'web', Description: 'new' });
    expect(stranger).toMatchObject(absent);
  });
});

describe('key pairs of instances', () => {
  let at: Scene;
  beforeEach(async () => {
    at = await scene(server);
  });

  const shown = async (id: string) => {
    const { result } = await ecs('DescribeInstances', { InstanceIds: [id] });
    const { KeyPairId, KeyPairName } = result.Instances[0];
    return { KeyPairId, KeyPairName };
  };
  const errors = async (action: string, input: Record<string, unknown>) =>
    (await server.client.ok('ecs', action, input)).OperationDetails.map(
      (each: { Error?: { Code: string } }) => each.Error?.Code ?? '',
    );

  it('a launch with one shows it, and one that there is not is refused', async () => {
    const { KeyPairId } = await create('web');
    const input = (KeyPairName: string) => runInput(at, { KeyPairName });
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', input('web'));
    expect(await shown(InstanceIds[0])).toEqual({ KeyPairId, KeyPairName: 'web' });
    expect(await ecs('RunInstances', input('db'))).toMatchObject({
      status: 404,
      code: 'InvalidKeyPair.NotFound',
    });
  });

  it('are attached, replaced and detached, each instance with its own result', async () => {
    const [web, db] = [await create('web'), await create('db')];
    const id = await madeInstance(server, at);
    const both = { InstanceIds: [id, 'i-none'] };
    expect(await errors('AttachKeyPair', { ...both, KeyPairName: 'web' })).toEqual([
      '',
      'InvalidInstance.NotFound',
    ]);
    expect(await shown(id)).toEqual({ KeyPairId: web.KeyPairId, KeyPairName: 'web' });
    await ecs('AttachKeyPair', { InstanceIds: [id], KeyPairId: db.KeyPairId });
    expect(await shown(id)).toEqual({ KeyPairId: db.KeyPairId, KeyPairName: 'db' });
    expect(await errors('DetachKeyPair', { InstanceIds: [id], KeyPairName: 'web' })).toEqual([
      'InvalidKeyPair.InstanceMismatch',
    ]);
    expect(await errors('DetachKeyPair', { ...both, KeyPairName: 'db' })).toEqual([
      '',
      'InvalidInstance.NotFound',
    ]);
    expect(await shown(id)).toEqual({ KeyPairId: '', KeyPairName: '' });
  });

  it('stay as they are while the instance is on its way', async () => {
    await create('web');
    const id = await madeInstance(server, at);
    await patchRow(server, 'instance', id, { status: 'REBOOTING' });
    expect(await errors('AttachKeyPair', { InstanceIds: [id], KeyPairName: 'web' })).toEqual([
      'InvalidInstanceStatus',
    ]);
    await patchRow(server, 'instance', id, { status: 'RUNNING' });
  });

  it.each(['AttachKeyPair', 'DetachKeyPair'])('%s refuses no key pair', async (action) => {
    const InstanceIds = ['i-none'];
    expect(await ecs(action, { InstanceIds })).toMatchObject({
      code: 'MissingParameter.KeyPairName',
    });
    expect(await ecs(action, { InstanceIds, KeyPairName: 'none' })).toMatchObject({
      status: 404,
      code: 'InvalidKeyPair.NotFound',
    });
  });

  it('are not deleted while an instance has them', async () => {
    await create('web');
    const id = await madeInstance(server, at);
    await ecs('AttachKeyPair', { InstanceIds: [id], KeyPairName: 'web' });
    const KeyPairNames = ['web', 'none'];
    expect(await errors('DeleteKeyPairs', { KeyPairNames })).toEqual([
      'InvalidKeyPair.InUse',
      'InvalidKeyPair.NotFound',
    ]);
    expect(await listed()).toEqual(['web']);
    // As Terraform does it: it does not wait for the instance to be gone.
    await patchRow(server, 'instance', id, { status: 'DELETING' });
    expect(await errors('DeleteKeyPairs', { KeyPairNames })).toEqual([
      '',
      'InvalidKeyPair.NotFound',
    ]);
    expect(await listed()).toEqual([]);
    await patchRow(server, 'instance', id, { status: 'RUNNING' });
  });
});
