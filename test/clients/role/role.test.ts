import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { scene } from '../../support/scene.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { type Program, run } from '../lib/child.ts';
import { goProgram } from '../lib/go-program.ts';
import { suiteOf } from '../lib/suite.ts';
import { Unavailable } from '../lib/toolchains.ts';
import { virtualEnvironment } from '../lib/virtual-environment.ts';

/*
 * The role providers of the SDKs, as they are: they find 100.96.0.96 with Tenon as their proxy, get
 * a token, the role and its keys, and call the API with them.
 */

const EXAMPLES = fileURLToPath(new URL('../../../docs/examples/metadata/', import.meta.url));
const requirements = fileURLToPath(new URL('../python/requirements.txt', import.meta.url));

let server: TestServer;
afterEach(() => server?.close());

/** Two instances, each with a role of its own, or one alone. */
async function start(count: number): Promise<readonly string[]> {
  server = await startServer();
  const { instanceIds } = await scene(server, { instances: count });
  for (const [n, id] of instanceIds.entries()) {
    await server.client.ok('ecs', 'AssociateInstancesIamRole', {
      InstanceIds: [id],
      IamRoleName: `role-${n}`,
    });
    // The providers ask for a token, so they also work where one is required.
    const HttpTokens = n === 0 ? 'required' : 'optional';
    await server.client.ok('ecs', 'ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens });
  }
  return instanceIds;
}

async function play(program: Program, proxy: string): Promise<string> {
  const env = {
    HTTP_PROXY: proxy,
    // The SDK for Python asks for its keys by the proxy of TLS, although it speaks none.
    HTTPS_PROXY: proxy,
    VOLCENGINE_REGION: 'cn-beijing',
    VOLCENGINE_ENDPOINT: server.url,
  };
  const { code, stdout, stderr } = await run(program, { env });
  expect(code, stderr).toBe(0);
  return stdout.trim();
}

const trnOf = (role: string, instance: string | undefined) =>
  `trn:sts::${server.world.defaultAccountId}:assumed-role/${role}/${instance}`;

suiteOf(
  'a script with curl',
  async () => {
    const { error } = spawnSync('curl', ['--version']);
    if (error !== undefined) throw new Unavailable('curl is not installed');
  },
  () => {
    it('is told what a plug-in asks first', async () => {
      const [, other = ''] = await start(2);
      const script = { command: join(EXAMPLES, 'ask.sh'), args: [other, new URL(server.url).port] };
      const { stdout, stderr } = await run(script);
      expect(stdout, stderr).toMatch(/^00:16:3e(:[0-9a-f]{2}){3} 10\.0\.0\.\d+\n$/);
    });
  },
);

let python: Program;
suiteOf(
  'the role provider of the SDK for Python',
  async () => {
    const venv = await virtualEnvironment('python', requirements);
    python = { command: join(venv, 'bin/python'), args: [join(EXAMPLES, 'role.py')] };
  },
  () => {
    it('gets the keys of the only instance', async () => {
      const [id] = await start(1);
      expect(await play(python, server.url)).toBe(trnOf('role-0', id));
    });
  },
);

let go: Program;
suiteOf(
  'the role provider of the SDK for Go',
  async () => {
    go = await goProgram({ client: 'role', folder: join(EXAMPLES, 'go') });
  },
  () => {
    it('gets the keys of the instance that its proxy names', async () => {
      for (const [n, id] of (await start(2)).entries()) {
        const proxy = server.url.replace('//', `//${id}@`);
        expect(await play(go, proxy)).toBe(trnOf(`role-${n}`, id));
      }
    });
  },
);
