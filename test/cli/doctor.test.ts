import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { run, scratch, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer;
let settings: Record<string, string>;
beforeAll(async () => {
  server = await startServer();
  settings = {
    VOLCENGINE_ENDPOINT: server.url,
    VOLCENGINE_ACCESS_KEY: DEFAULT_ACCOUNT.accessKeyId,
    VOLCENGINE_SECRET_KEY: DEFAULT_ACCOUNT.secretAccessKey,
    VOLCENGINE_REGION: 'cn-beijing',
    VOLCENGINE_DISABLE_SSL: 'true',
    VOLCENGINE_ENABLE_STANDARD_ENDPOINT: 'false',
  };
});
afterAll(() => server.close());
let other: Server | undefined;
afterEach(() => other?.close());

/** The findings of the doctor by their name, without those that are fine. */
async function found(env: Record<string, string> = {}, endpoint = server.url) {
  const { code, out } = await run(['doctor', '--endpoint', endpoint, '--json'], env);
  const { findings } = JSON.parse(out);
  const wrong = findings.filter(({ state }: { state: string }) => state !== 'ok');
  return {
    code,
    wrong: Object.fromEntries(
      wrong.map(({ what, state, said }: Record<string, string>) => [what, `${state} ${said}`]),
    ),
    fine: findings.filter(({ state }: { state: string }) => state === 'ok'),
  };
}

it('makes a signed call with the key that clients have, or the one that the server names', async () => {
  const plain = await found();
  expect(plain).toMatchObject({ code: 0, wrong: {} });
  const saidOf = (all: typeof plain) =>
    all.fine.find(({ what }: { what: string }) => what === 'signed call')?.said;
  expect(saidOf(plain)).toBe("the server's key is taken in cn-beijing");
  const set = await found(settings);
  expect(set).toMatchObject({ code: 0, wrong: {} });
  expect(saidOf(set)).toBe('VOLCENGINE_ACCESS_KEY is taken in cn-beijing');
});

it.each([
  [{ VOLCENGINE_SECRET_KEY: 'another' }, 'signed call', /^no .*SignatureDoesNotMatch/],
  [{ VOLCENGINE_ACCESS_KEY: 'AKLTof-the-cloud' }, 'signed call', /^no .*AKLTof-the-cloud/],
  [{ VOLCENGINE_REGION: 'mars' }, 'region', /^no VOLCENGINE_REGION is mars: .*cn-beijing/],
  [{ VOLCENGINE_REGION: 'ap-southeast-3' }, 'VOLCENGINE_*', /^no .*Terraform ignores/],
  [{ VOLCENGINE_DISABLE_SSL: 'false' }, 'VOLCENGINE_*', /^no VOLCENGINE_DISABLE_SSL is not true/],
  [{ VOLCENGINE_ENDPOINT_RESOLVER: 'standard' }, 'VOLCENGINE_*', /^no .*ve ignores/],
  [{ HTTP_PROXY: 'http://127.0.0.1:9' }, 'proxy settings', /^no HTTP_PROXY: .*whatever NO_PROXY/],
  [{ ALL_PROXY: 'http://127.0.0.1:9' }, 'NO_PROXY', /^note does not name 127\.0\.0\.1/],
  [{ VOLC_PROXY_HOST: '127.0.0.1' }, 'VOLC_PROXY_HOST', /^no @volcengine\/openapi/],
])('names what keeps a client away: %j', async (env, what, pattern) => {
  const { code, wrong } = await found({ ...settings, ...env });
  expect(wrong[what]).toMatch(pattern);
  expect(code).toBe(wrong[what]?.startsWith('no') ? 1 : 0);
});

it.each([
  [{ HTTP_PROXY: '' }],
  [{ ALL_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'x,127.0.0.1' }],
  [{ HTTPS_PROXY: 'http://127.0.0.1:9' }],
])('takes no harmless proxy for one: %j', async (env) => {
  expect(await found({ ...settings, ...env })).toMatchObject({ code: 0, wrong: {} });
});

it('knows an endpoint of the other scheme', async () => {
  const VOLCENGINE_ENDPOINT = server.url.replace('http:', 'https:');
  const { wrong } = await found({ ...settings, VOLCENGINE_ENDPOINT });
  expect(wrong['VOLCENGINE_*']).toMatch(/the server speaks plain HTTP/);
});

it('knows a profile of ve that goes before the environment', async () => {
  mkdirSync(join(scratch(), '.volcengine'));
  const file = join(scratch(), '.volcengine/config.json');
  const write = (profile: object, current = 'prod') =>
    writeFileSync(file, JSON.stringify({ current, profiles: { prod: profile } }));
  write({ endpoint: 'ecs.cn-beijing.volcengineapi.com' });
  const elsewhere = await found(settings);
  expect(elsewhere.code).toBe(0);
  expect(elsewhere.wrong['ve profile']).toMatch(/^note .*prod of .*its endpoint is ecs/);
  write({ 'endpoint-resolver': 'standard' }, '');
  expect((await found(settings)).wrong).toEqual({});
  const selected = await found({ ...settings, VOLCENGINE_PROFILE: 'prod' });
  expect(selected.wrong['ve profile']).toMatch(/its endpoint-resolver is standard/);
  write({ endpoint: server.url, 'disable-ssl': true });
  expect((await found(settings)).wrong).toEqual({});
});

it('says that signatures are not checked', async () => {
  const lenient = await startServer({ auth: 'lenient' });
  const { code, wrong } = await found({}, lenient.url);
  await lenient.close();
  expect(code).toBe(0);
  expect(wrong.signatures).toMatch(/^note are not checked/);
});

it('compares the clocks', async () => {
  let ahead = 20 * 60_000;
  other = createServer((request, response) => {
    const dataPlane = { name: 'none', capabilities: [] };
    const health = { live: true, ready: true, version: '1', auth: 'strict', dataPlane };
    const refusal = { ResponseMetadata: { Error: { Code: 'x', Message: 'y' } } };
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
    if (request.url !== '/_tenon/health') response.statusCode = 404;
    response.end(JSON.stringify(response.statusCode === 404 ? refusal : health));
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  expect((await found({}, url)).wrong.clock).toMatch(/^no .*differ by 1[12]\d\d seconds/);
  ahead = -5 * 60_000;
  expect((await found({}, url)).wrong.clock).toMatch(/^note /);
});
