import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastWords, run } from '../clients/lib/child.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { fetchWith } from '../clients/lib/toolchains.ts';
import { pack, ROOT } from '../package/packed.ts';
import { yamlOf } from './files.ts';

/* What docs/ci.md shows is run with the package as npm installs it. */

const LONG_MS = 300_000;

const scratch = mkdtempSync(join(tmpdir(), 'tenon ci-'));
const state = { XDG_STATE_HOME: join(scratch, 'state') };
/** Ends servers of earlier tests where they would be in the way. */
const endServers = () => run(bash('tenon stop --all'), { env: environment });

let tarball: string;
/** The folder with the commands of the package. */
let bin = '';
let environment: Record<string, string>;

const bash = (script: string) => ({
  command: 'bash',
  // Runs a command as GitHub runs a step.
  args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
});

beforeAll(async () => {
  tarball = await pack(scratch);
  const temp = join(scratch, 'runner temp');
  mkdirSync(temp);
  bin = join(temp, 'tenon/node_modules/.bin');
  const path = [dirname(process.execPath), process.env.PATH ?? ''];
  environment = { ...state, RUNNER_TEMP: temp, PATH: [bin, ...path].join(delimiter) };
}, LONG_MS);
afterAll(async () => {
  if (existsSync(bin)) await endServers();
  rmSync(scratch, { recursive: true, force: true });
}, LONG_MS);

const [action] = yamlOf('action.yml');
const [install, start] = action.runs.steps;

/** The environment of a step of the action: its inputs are the defaults, or those given. */
function inputsOf(step: { env: Record<string, string> }, given: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(step.env).map(([name, text]) => [
      name,
      text.replaceAll(
        /\$\{\{ inputs\.(\w+) \}\}/g,
        (_, input) => given[input] ?? action.inputs[input].default,
      ),
    ]),
  );
}

/** The variables in a file that a step writes, by name. */
class StepFile {
  readonly path: string;

  constructor(name: string) {
    this.path = join(scratch, name);
    writeFileSync(this.path, '');
  }

  lines(): string[] {
    return readFileSync(this.path, 'utf8').split('\n').filter(Boolean);
  }

  values(): Record<string, string> {
    return Object.fromEntries(
      this.lines().map((line) => /^([^=]+)=(.*)$/.exec(line)?.slice(1) ?? []),
    );
  }
}

const installed = async () => {
  const added = new StepFile('path');
  const env = {
    ...environment,
    ...inputsOf(install, { package: tarball }),
    GITHUB_PATH: added.path,
  };
  await fetchWith(bash(install.run), { env });
  expect(added.lines()).toEqual([bin]);
};

suiteOf('what docs/ci.md shows', installed, () => {
  it(
    'the action starts a server for the steps that follow, and points their clients at it',
    async () => {
      const world = join(scratch, 'world.yaml');
      writeFileSync(world, 'vpcs:\n  - id: vpc-of-the-world\n    cidrBlock: 10.0.0.0/16\n');
      const [output, variables] = [new StepFile('output'), new StepFile('env')];
      const env = {
        ...environment,
        ...inputsOf(start, { listen: '127.0.0.1:0', transitions: 'manual', world }),
        GITHUB_OUTPUT: output.path,
        GITHUB_ENV: variables.path,
      };
      const started = await run(bash(start.run), { env });
      expect(started.code, lastWords(started)).toBe(0);
      const { endpoint = '' } = output.values();
      const given = variables.values();
      expect(given).toMatchObject({ TENON_ENDPOINT: endpoint, VOLCENGINE_ENDPOINT: endpoint });
      const health = await (await fetch(`${endpoint}/_tenon/health`)).json();
      expect(health).toMatchObject({ ready: true, transitions: 'manual' });
      // The environment is that of a step that follows.
      const asked = bash('tenon explain DeleteVpc VpcId=vpc-of-the-world');
      const step = await run(asked, { env: { ...environment, ...given } });
      expect(step.stdout, lastWords(step)).toContain('vpc-of-the-world');
      await endServers();
    },
    LONG_MS,
  );

  it('the action says why the server does not start', async () => {
    const env = {
      ...environment,
      ...inputsOf(start, { world: '/nowhere.yaml' }),
      GITHUB_OUTPUT: new StepFile('output').path,
      GITHUB_ENV: new StepFile('env').path,
    };
    const { code, stderr } = await run(bash(start.run), { env });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^tenon: .*\/nowhere\.yaml: cannot be read.*\n$/);
  });

  it(
    "the shell's example runs its tests, beside a server and on one for all",
    async () => {
      const folder = join(scratch, 'job');
      mkdirSync(folder);
      const tests = join(folder, 'integration.sh');
      // The tests leave a VPC behind, so that a second run on the same server finds it.
      writeFileSync(
        tests,
        '#!/bin/sh\nset -e\ntenon demo --endpoint "$VOLCENGINE_ENDPOINT" > demo\necho "$VOLCENGINE_ENDPOINT" >> endpoints\n',
      );
      chmodSync(tests, 0o755);
      const example = join(ROOT, 'docs/examples/ci/shell.sh');
      const job = await run({ command: example, args: [] }, { cwd: folder, env: environment });
      expect(job.code, lastWords(job)).toBe(0);
      const [alone, first, second] = readFileSync(join(folder, 'endpoints'), 'utf8')
        .trim()
        .split('\n');
      expect(first).toBe(second);
      expect(alone).not.toBe(first);
      // Nothing is left running.
      for (const url of [alone, first]) await expect(fetch(`${url}`)).rejects.toThrow();
      // The job fails with the exit code of its tests.
      writeFileSync(tests, '#!/bin/sh\nexit 7\n');
      const failed = await run({ command: example, args: [] }, { cwd: folder, env: environment });
      expect(failed.code, lastWords(failed)).toBe(7);
    },
    LONG_MS,
  );
});
