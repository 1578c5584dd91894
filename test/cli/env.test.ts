import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS } from '#control/settings/clients.ts';
import { makeWorld } from '#world/make.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { run, startProgram, TENON, useCommandLine } from './harness.ts';

useCommandLine();

/** A key that is in no world file, with characters that shells would interpret. */
const KEY = { accountId: '2100000009', accessKeyId: 'AKLTother', secretAccessKey: `a'b"c$d\\e f` };

let server: TestServer;
beforeAll(async () => {
  const account = { id: KEY.accountId, name: 'other', keys: [KEY], quotas: {} };
  const regions = [{ id: 'cn-shanghai', zones: ['cn-shanghai-a'] }];
  server = await startServer({ world: makeWorld({ accounts: [account], regions }) });
});
afterAll(() => server.close());

const env = (client: string, ...args: string[]) =>
  run(['env', client, '--endpoint', server.url, ...args]);

describe('the settings of a running server', () => {
  it('are those that the server names', async () => {
    const { code, out, err } = await env('json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { accessKeyId, secretAccessKey } = KEY;
    expect(JSON.parse(out)).toMatchObject({
      endpoint: server.url,
      region: 'cn-shanghai',
      accessKeyId,
      secretAccessKey,
      environment: {
        VOLCENGINE_SECRET_KEY: secretAccessKey,
        VOLCENGINE_ENDPOINT: server.url,
        VOLCENGINE_DISABLE_SSL: 'true',
        TENON_ENDPOINT: server.url,
      },
    });
  });

  it('are taken by a shell as they are, and take away what would lead astray', async () => {
    const script = `eval "$(${TENON} env bash --endpoint ${server.url})"
      printf '%s|' "$VOLCENGINE_SECRET_KEY" "$TENON_ENDPOINT" "\${VOLCENGINE_PROFILE-none}" "$VOLCENGINE_SESSION_TOKEN"`;
    const before = { VOLCENGINE_PROFILE: 'prod', VOLCENGINE_SESSION_TOKEN: 'old' };
    const { out, err } = await startProgram(['sh', '-c', script], before).ended;
    expect(err).toBe('');
    expect(out).toBe(`${KEY.secretAccessKey}|${server.url}|none||`);
  });

  it('are those of the world file when no server answers, and that is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-env-'));
    const file = join(folder, 'world.yaml');
    const keys = '[{ accessKeyId: AKLTfile, secretAccessKey: secret-of-file }]';
    writeFileSync(file, `accounts:\n  - id: 2100000009\n    keys: ${keys}\n`);
    const there = ['--endpoint', '127.0.0.1:2'];
    const { code, out, err } = await run(['env', 'json', ...there, '--world', file]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ accessKeyId: 'AKLTfile' });
    expect(err).toMatch(/nothing listens at .*; the key is that of .*world\.yaml/);
  });

  it('are not told to whoever lacks the token', async () => {
    const guarded = await startServer({ controlToken: 'TOPSECRET' });
    const args = ['env', 'json', '--endpoint', guarded.url];
    const without = await run(args);
    const given = await run(args, { TENON_CONTROL_TOKEN: 'TOPSECRET' });
    await guarded.close();
    expect(without.err).toMatch(/InvalidAuthorization: .*; the key is that of the default world/);
    expect(given.err).toBe('');
  });
});

describe('the words of each client', () => {
  const target = {
    endpoint: 'https://127.0.0.1:7410',
    region: 'cn-beijing',
    accessKeyId: 'AK',
    secretAccessKey: `a'b\\c"`,
    sessionToken: 'TOKEN',
    trust: { certificate: '/s/certificate.pem', bundle: '/s/bundle.pem' },
  };

  it.each(Object.entries(CLIENTS))('%s is told of a session token and of TLS', (client, print) => {
    const text = print(target);
    expect(text).toContain('TOKEN');
    const plain = print({ ...target, endpoint: 'http://127.0.0.1:7410' });
    expect(text, client).not.toBe(plain);
  });

  it('are quoted as each shell quotes', () => {
    expect(CLIENTS.fish(target)).toContain(String.raw`set -gx VOLCENGINE_SECRET_KEY 'a\'b\\c"'`);
    expect(CLIENTS.powershell(target)).toContain(String.raw`_SECRET_KEY = 'a''b\c"'`);
    expect(CLIENTS.dotenv(target)).toContain(String.raw`VOLCENGINE_SECRET_KEY="a'b\\c\""`);
  });

  it('are literals of each language', () => {
    for (const client of ['terraform', 'python', 'go', 'java'] as const) {
      expect(CLIENTS[client](target), client).toContain(String.raw`"a'b\\c\""`);
    }
    // Terraform would take these characters for a template.
    const secretAccessKey = `${'$'}{d}%{e}`;
    expect(CLIENTS.terraform({ ...target, secretAccessKey })).toContain(`"${'$$'}{d}%%{e}"`);
  });

  it.each([
    ['python', ['python3', '-c', 'import ast, sys; ast.parse(sys.stdin.read())']],
    ['ve', ['sh', '-n']],
    ['bash', ['sh', '-n']],
    ['node', [process.execPath, '--check', '-']],
  ] as const)('%s is what that language reads', (client, [program, ...args]) => {
    const { status, stderr } = spawnSync(program, args, { input: CLIENTS[client](target) });
    expect(String(stderr)).toBe('');
    expect(status).toBe(0);
  });
});
