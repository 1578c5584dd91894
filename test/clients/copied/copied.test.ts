import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';
import { madeInterface, scene } from '#test/support/scene.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { presignedQuery } from '../../../console/src/api/sign.ts';
import { type CopiedCall, pairsOf } from '../../../console/src/parts/copy-as/copied-call.ts';
import { curlCommand, explainCommand } from '../../../console/src/parts/copy-as/curl.ts';
import { goProgram as copiedGo } from '../../../console/src/parts/copy-as/go.ts';
import { pythonProgram } from '../../../console/src/parts/copy-as/python.ts';
import { veCommand } from '../../../console/src/parts/copy-as/ve.ts';
import { type Ended, type Program, run } from '../lib/child.ts';
import { goProgram } from '../lib/go-program.ts';
import { type ClientServer, stage } from '../lib/stage.ts';
import { suiteOf } from '../lib/suite.ts';
import { find, Unavailable } from '../lib/toolchains.ts';
import { virtualEnvironment } from '../lib/virtual-environment.ts';

/*
 * What the console copies of a request runs as it stands, and makes the same request.
 */

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let scratch: string;
let on: ClientServer;
/** What each language quotes in its own way; the API takes no such value. */
const ODD = `it's "eni" \${a} $(b) \\ & 100%\t弹性网卡`;
let make: CopiedCall;
let odd: CopiedCall;
let attach: CopiedCall;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tenon-copied-'));
  on = await stage({ transitions: 'instant' });
  const place = await scene(on.server, { instances: 1 });
  const eni = await madeInterface(on.server, place);
  const asked = { NetworkInterfaceId: eni, InstanceId: place.instanceIds[0] ?? '' };
  await on.server.client.ok('vpc', 'AttachNetworkInterface', asked);
  const vpc = { service: 'vpc', version: '2020-04-01', region: 'cn-beijing' };
  const parameters = {
    SubnetId: place.subnetId,
    SecurityGroupIds: [place.groupId],
    NetworkInterfaceName: 'copied',
    Description: 'a, b',
    Tags: [{ Key: 'name', Value: '弹性 网卡' }],
    PortSecurityEnabled: true,
  };
  make = { ...vpc, action: 'CreateNetworkInterface', parameters };
  odd = { ...make, parameters: { ...parameters, Tags: [{ Key: 'name', Value: ODD }] } };
  attach = { ...vpc, action: 'AttachNetworkInterface', parameters: asked };
  const tenon = `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`;
  writeFileSync(join(scratch, 'tenon'), tenon, { mode: 0o755 });
});
afterAll(async () => {
  await on?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs what the console would copy, in a shell that finds `tenon` and what is in the folder. */
const inShell = (text: string): Promise<Ended> => {
  const PATH = [scratch, dirname(process.execPath), process.env.PATH].join(delimiter);
  return run({ command: 'sh', args: ['-euc', text] }, { cwd: scratch, env: { ...on.env, PATH } });
};

const target = () => ({ endpoint: on.server.url });

/** What the server understood of the latest request, by the names on the wire. */
async function understood(): Promise<object> {
  const response = await fetch(`${on.server.url}/_tenon/requests?limit=1`);
  const { requests } = (await response.json()) as { requests: CopiedCall[] };
  return wire(requests[0] ?? make);
}

const wire = (call: CopiedCall) => Object.fromEntries(pairsOf(call));

/** Whether a copy makes the interface of its call, and is refused what the call is refused. */
async function makesTheSame(play: (call: CopiedCall) => Promise<Ended>): Promise<void> {
  const done = await play(make);
  expect(done, done.stderr).toMatchObject({ stdout: expect.stringContaining('eni-') });
  expect(await understood()).toMatchObject(wire(make));
  const refused = await play(odd);
  expect(`${refused.stdout}${refused.stderr}`).toContain('InvalidTagValue.Malformed');
  expect(await understood()).toMatchObject(wire(odd));
  const attached = await play(attach);
  expect(`${attached.stdout}${attached.stderr}`).toContain('InvalidEni.InvalidStatus');
}

let python: string;
const findPython = async () => {
  python = await virtualEnvironment('python', path('../python/requirements.txt'));
};
suiteOf('copied as Python', findPython, () => {
  it('runs and makes the same request', async () => {
    await makesTheSame((call) => {
      const args = ['-c', pythonProgram(call, target())];
      return run({ command: join(python, 'bin/python'), args }, { env: on.env });
    });
  });
});

const prepareVe = async () => {
  const { command } = await goProgram({ client: 've', folder: path('../ve/') });
  copyFileSync(command, join(scratch, 've'));
};
suiteOf('copied as ve', prepareVe, () => {
  it('runs and makes the same request', async () => {
    await makesTheSame((call) => inShell(veCommand(call, target())));
  });
});

/** A call of the world's, so that the program is the same each time and is found in the cache. */
const LIST: CopiedCall = {
  service: 'vpc',
  version: '2020-04-01',
  action: 'DescribeVpcs',
  region: 'cn-beijing',
  parameters: { PageSize: 1, VpcIds: ['vpc-"none"'] },
};
let go: Program;
const prepareGo = async () => {
  const folder = mkdtempSync(join(scratch, 'go-'));
  for (const name of ['go.mod', 'go.sum']) copyFileSync(path(`../go/${name}`), join(folder, name));
  writeFileSync(join(folder, 'main.go'), copiedGo(LIST, { endpoint: 'http://127.0.0.1:7410' }));
  go = await goProgram({ client: 'copied', folder });
};
suiteOf('copied as Go', prepareGo, () => {
  it('compiles, runs and makes the same request', async () => {
    const { stdout, stderr } = await run(go, { env: on.env });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).Result).toMatchObject({ PageSize: 1, Vpcs: [], TotalCount: 0 });
  });
});

const findCurl = async () => {
  if (find('curl') === undefined) throw new Unavailable('there is no curl');
};
suiteOf('copied as curl', findCurl, () => {
  const signed = (call: CopiedCall, at = Date.now()) => {
    const { service, region } = call;
    const named = { Action: call.action, Version: call.version };
    const query = { ...named, ...Object.fromEntries(pairsOf(call)) };
    return presignedQuery(on.server.credentials, { query, region, service, at }, 3600);
  };

  it('runs by a URL that is signed for it, until that expires', async () => {
    await makesTheSame((call) => inShell(curlCommand(call, target(), signed(call))));
    const late = signed(make, Date.now() - 3_700_000);
    const { stdout } = await inShell(curlCommand(make, target(), late));
    expect(stdout).toContain('InvalidTimestamp');
  });

  it('asks which preconditions hold', async () => {
    const { stdout } = await inShell(explainCommand(attach, target(), DEFAULT_ACCOUNT.id));
    expect(JSON.parse(stdout)).toMatchObject({ Action: 'AttachNetworkInterface', Allowed: false });
  });
});
