import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeFault } from '#server.ts';
import { MAIN } from '#test/support/program.ts';
import { readWorldFile } from '#world/file.ts';
import { faultsPage } from '../../scripts/lib/faults-page.ts';
import { scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

/* The examples of docs/faults.md, as they stand. */

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const EXAMPLES = path('docs/examples/faults/');
/** Lets `import 'tenon'` mean the sources. */
const AS_PACKAGE = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
   const source = ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)};
   registerHooks({ resolve: (name, at, next) => next(name === 'tenon' ? source : name, at) });`,
)}`;

it('docs/faults.md is what the examples and the suites say: npm run docs writes it', () => {
  const page = readFileSync(path('docs/faults.md'), 'utf8');
  expect(page).toBe(faultsPage(page, (name) => readFileSync(path(`docs/${name}`), 'utf8')));
  for (const example of ['by-hand.sh', 'commands.sh', 'lost-answer.mjs', 'world.yaml']) {
    expect(page).toContain(`<!-- shows examples/faults/${example} -->`);
  }
});

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-faults-'));
  server = await startServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(
  command: string,
  args: readonly string[],
): Promise<{ code: number | null; out: string; err: string }> {
  const { PATH = '' } = process.env;
  const tenon = join(folder, 'tenon');
  writeFileSync(tenon, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(tenon, 0o755);
  const child = spawn(command, args, {
    cwd: EXAMPLES,
    env: { PATH: `${folder}${delimiter}${PATH}`, HOME: folder, TENON_ENDPOINT: server.url },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, out, err }));
  });
}

describe('docs/examples/faults', () => {
  it('by-hand.sh adds four faults, lists and removes them', async () => {
    const { code, out, err } = await run('sh', [`${EXAMPLES}by-hand.sh`, server.url]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const [ids, ...lists] = out.split('{"faults":');
    expect(ids).toBe([1, 2, 3, 4].map((n) => `{"id":"fault-${n}"}`).join(''));
    const [listed, removed] = lists.map((list) => JSON.parse(`{"faults":${list}`).faults);
    expect(listed).toHaveLength(4);
    expect(listed).toEqual(removed);
    expect(server.control.faults.list()).toEqual([]);
  });

  it('commands.sh does the same', async () => {
    const { code, out, err } = await run('sh', [`${EXAMPLES}commands.sh`]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, -1)).toHaveLength(4 + 4 + 1);
    expect(out).toContain('fault-4: vpc:AttachNetworkInterface, settle: hold');
    expect(out).toContain('Removed: 4.');
  });

  it('lost-answer.mjs makes two VPCs without a ClientToken, and one with it', async () => {
    const program = `${EXAMPLES}lost-answer.mjs`;
    const { code, out, err } = await run(process.execPath, ['--import', AS_PACKAGE, program]);
    expect(err).toBe('');
    expect([code, out]).toEqual([0, '1 2\n1 1\n']);
  });

  it('world.yaml refuses two launches, and fails the next on its way', async () => {
    await server.close();
    server = await startServer(await readWorldFile(`${EXAMPLES}world.yaml`, judgeFault));
    const launch = () => scene(server, { instances: 1 });
    await expect(launch()).rejects.toThrow('SoldOut');
    await expect(launch()).rejects.toThrow('SoldOut');
    await launch();
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances');
    expect(Instances.map(({ Status }: { Status: string }) => Status)).toEqual(['ERROR']);
  });
});
