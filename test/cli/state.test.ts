import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { scratch, startProgram, useCommandLine } from './harness.ts';

/*
 * What the commands account, snapshot and export ask of a running server, what they print, and with
 * which code they end.
 */

useCommandLine();
let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const tenon = (...args: string[]) =>
  startProgram([process.execPath, MAIN, ...args], { TENON_ENDPOINT: server.url }).ended;

async function json(...args: string[]) {
  const { code, out, err } = await tenon(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

describe('account', () => {
  it('makes one that signs, lists it without its secret, and removes it', async () => {
    const made = await json('account', 'new', 'of a test');
    await server.as(made).ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { accounts } = await json('account', 'list');
    expect(accounts[1]).toMatchObject({ accountId: made.accountId, name: 'of a test' });
    const shown = await tenon('account', 'list');
    expect(shown.out).toContain(made.accessKeyId);
    expect(shown.out).not.toContain(made.secretAccessKey);
    expect(await json('account', 'remove', made.accountId)).toEqual({ accountId: made.accountId });
    const again = await tenon('account', 'remove', made.accountId);
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringContaining('InvalidAccount.NotFound'),
    ]);
    const named = await tenon('account', 'new', '<b>');
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('InvalidParameter')]);
    const plain = await tenon('account', 'new');
    expect(plain.out).toMatch(
      /^account +2\d{9}\naccess key id +AKLT\S+\nsecret access key +\S+\n$/,
    );
  });

  it.each([
    ['account'],
    ['account', 'remove'],
    ['account', 'new', 'a', 'b'],
    ['snapshot', 'save'],
  ])('is wrong usage: %s %s', async (...args) => {
    expect((await tenon(...args)).code).toBe(2);
  });
});

describe('snapshot', () => {
  it('saves, restores, lists, exports, imports and removes', async () => {
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const saved = await json('snapshot', 'save', 'first');
    expect(saved).toMatchObject({ name: 'first', bytes: expect.any(Number) });
    await server.reset();
    expect(await json('snapshot', 'restore', 'first')).toMatchObject({ transitions: 'instant' });
    expect((await server.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
    const file = join(scratch(), 'first.db');
    const written = await json('snapshot', 'export', 'first', file);
    expect(written).toEqual({ file, bytes: statSync(file).size });
    const taken = await tenon('snapshot', 'export', 'first', file);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('AlreadyExists')]);
    await json('snapshot', 'import', file, 'second');
    const { snapshots } = await json('snapshot', 'list');
    expect(snapshots.map(({ name }: { name: string }) => name)).toEqual(['first', 'second']);
    expect(await json('snapshot', 'remove', 'first')).toEqual({ name: 'first' });
    const gone = await tenon('snapshot', 'restore', 'first');
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('InvalidSnapshot.NotFound')]);
    const listed = await tenon('snapshot', 'list');
    expect(listed.out).toMatch(/^name +bytes +saved at\nsecond /);
  });
});

describe('export', () => {
  it('writes a world file that a server starts with, and says what it cannot say', async () => {
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16', VpcName: 'kept' });
    const { PrefixListId } = await server.client.ok('vpc', 'CreatePrefixList', { MaxEntries: 1 });
    const file = join(scratch(), 'world.yaml');
    const { code, out, err } = await tenon('export', file);
    expect([code, out]).toEqual([0, `${file} is written, with the keys of its accounts.\n`]);
    expect(err).toContain(PrefixListId);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(new RegExp(`^# What a Tenon had[^]*\n# ${PrefixListId}: [^]*\n\n[^#]`));
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    const options = ['--world', file, '--listen', '127.0.0.1:0', '--until-eof'];
    const second = startProgram([process.execPath, MAIN, 'serve', '--json', ...options]);
    const [line] = await second.says(/^\{.*\}$/m);
    const exported = await startProgram([
      process.execPath,
      MAIN,
      'export',
      '-',
      '--json',
      '--endpoint',
      JSON.parse(line).url,
    ]).ended;
    expect(JSON.parse(exported.out).world.vpcs).toMatchObject([{ name: 'kept' }]);
    second.child.stdin.end();
    await second.ended;
    const taken = await tenon('export', file);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('it exists already')]);
    const none = await tenon('export', '-', '--account', '2999999999');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('InvalidAccount.NotFound')]);
  });
});
