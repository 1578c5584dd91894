import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAST_NODE, VERSION } from '#platform/version.ts';
import { MAIN } from '#test/support/program.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { PORT, runConfig } from '../../scripts/lib/image/image.ts';
import { DATA, USER } from '../../scripts/lib/image/program.ts';
import { startTenon } from '../../src/index.ts';
import { find } from '../clients/lib/toolchains.ts';
import { run } from '../package/packed.ts';
import { FILES, PAGES, read, WORKFLOWS, yamlOf } from './files.ts';

/* What people copy to run Tenon somewhere fits the program and the image. */

const ALL = [...FILES, ...PAGES];
const { Healthcheck: check, Volumes: volumes } = runConfig();

describe('every file', () => {
  const commands = new Map<string, string>();
  const helpOf = async (...command: string[]) => {
    const known = commands.get(command.join(' '));
    if (known !== undefined) return known;
    const { out } = await run(process.execPath, [MAIN, ...command, '--help']);
    commands.set(command.join(' '), out);
    return out;
  };

  it.each(ALL)('%s names this version', (path) => {
    const named = [...read(path).matchAll(/\btenon[@:]v?(\d+\.\d+\.\d+)/g)].map(([, it]) => it);
    const example = path === 'docs/releasing.md' ? '1.2.3' : VERSION;
    expect(named.filter((version) => version !== example)).toEqual([]);
  });

  it('and there are some that do', () => {
    for (const path of ['action.yml', 'deploy/compose.yaml', 'deploy/kubernetes.yaml']) {
      expect(read(path)).toContain(VERSION);
    }
  });

  it.each(ALL)('%s sets variables that the program reads', async (path) => {
    const known = (await helpOf('serve')) + (await helpOf('wait'));
    // These variables are for compose files, not for the program.
    const ours = new Set(['TENON_IMAGE', 'TENON_PORT', 'TENON_REQUIRE']);
    const named = [...read(path).matchAll(/\bTENON_[A-Z_]+\b/g)].map(([name]) => name);
    const unknown = named.filter(
      (name) => !ours.has(name) && !new RegExp(`\\b${name}\\b`).test(known),
    );
    expect(unknown).toEqual([]);
  });

  it.each(ALL)('%s calls commands that there are, with options that they have', async (path) => {
    const program = await helpOf();
    const called = read(path).matchAll(/(?<![\w/-])tenon(?:@[\d.]+)? ([a-z]+)((?: [^\n`"|)]*)?)/g);
    for (const [, command = '', rest = ''] of called) {
      if (!new RegExp(`^ {2}${command} `, 'm').test(program)) continue;
      const help = await helpOf(command);
      const [own = ''] = rest.split(' -- ');
      for (const [option] of own.matchAll(/--[a-z-]+/g)) expect(help, command).toContain(option);
    }
  });

  it.each(FILES)('%s takes a Node.js that is new enough', (path) => {
    const majors = [...read(path).matchAll(/node(?:-version)?: ?"?(\d+)/g)].map(
      ([, major]) => major,
    );
    expect(majors.filter((major) => Number(major) < Number.parseInt(LEAST_NODE, 10))).toEqual([]);
  });
});

describe.each(['deploy/compose.yaml', 'docs/examples/ci/compose.yaml'])('%s', (path) => {
  const { tenon } = yamlOf(path)[0].services;

  it('allows the default key only where the port is not published to others', () => {
    expect(tenon.environment.TENON_ALLOW_DEFAULT_KEY).toBe('1');
    for (const port of tenon.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('checks health as the image does', () => {
    expect(tenon.healthcheck.test).toEqual(check.Test);
  });
});

it('deploy/compose.yaml keeps what the image keeps, at its port', () => {
  const { tenon } = yamlOf('deploy/compose.yaml')[0].services;
  const kept = tenon.volumes.map((each: string) => each.split(':')[1]);
  expect(kept).toEqual(Object.keys(volumes));
  expect(tenon.ports).toHaveLength(1);
  expect(tenon.ports[0]).toMatch(new RegExp(`:${PORT}$`));
});

describe.each(['docs/examples/ci/compose.yaml', 'deploy/gitlab-ci.yml'])('%s', (path) => {
  it('points clients at the service, with the default key', () => {
    const [file] = yamlOf(path);
    const env = file.services?.tests.environment ?? file['.tenon'].variables;
    expect(env).toMatchObject({
      VOLCENGINE_ENDPOINT: `http://tenon:${PORT}`,
      VOLCENGINE_ACCESS_KEY: DEFAULT_ACCOUNT.accessKeyId,
      VOLCENGINE_SECRET_KEY: DEFAULT_ACCOUNT.secretAccessKey,
      VOLCENGINE_DISABLE_SSL: 'true',
      VOLCENGINE_ENABLE_STANDARD_ENDPOINT: 'false',
    });
  });
});

describe('deploy/kubernetes.yaml', () => {
  const objects = yamlOf('deploy/kubernetes.yaml');
  const ofKind = (kind: string) => objects.find((each) => each.kind === kind);
  const { spec } = ofKind('StatefulSet');
  const pod = spec.template.spec;
  const [container] = pod.containers;

  it('is not root, has no rights and writes to its volumes alone', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: USER.uid,
      fsGroup: USER.gid,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('has one server on its volume, where the image keeps its store', () => {
    expect(spec.replicas).toBe(1);
    const [claim] = spec.volumeClaimTemplates;
    const mount = (name: string) =>
      container.volumeMounts.find((each: { name: string }) => each.name === name)?.mountPath;
    expect(mount(claim.metadata.name)).toBe(`/${DATA}`);
    const named = [
      ...pod.volumes,
      ...spec.volumeClaimTemplates.map((each: typeof claim) => each.metadata),
    ];
    const names = named.map(({ name }: { name: string }) => name);
    for (const { name } of container.volumeMounts) expect(names).toContain(name);
    const world = container.env.find(({ name }: { name: string }) => name === 'TENON_WORLD').value;
    expect(world).toBe(`${mount('world')}/world.yaml`);
  });

  it('has a service that finds it', () => {
    const service = ofKind('Service');
    expect(spec.template.metadata.labels).toMatchObject(service.spec.selector);
    expect(spec.selector.matchLabels).toEqual(service.spec.selector);
    expect(spec.serviceName).toBe(service.metadata.name);
    const [port] = service.spec.ports;
    expect(container.ports).toContainEqual({ name: port.targetPort, containerPort: PORT });
    expect(port.port).toBe(PORT);
  });

  it('allows no published key', () => {
    expect(read('deploy/kubernetes.yaml')).not.toContain('TENON_ALLOW');
  });

  it('probes paths that answer, and longer than a server drains', async () => {
    const tenon = await startTenon();
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    for (const { httpGet } of probes) {
      const { status } = await fetch(`${tenon.url}${httpGet.path}`);
      expect(status, httpGet.path).toBe(200);
      expect(container.ports.map(({ name }: { name: string }) => name)).toContain(httpGet.port);
    }
    await tenon.close();
    const drain = container.env.find(({ name }: { name: string }) => name === 'TENON_DRAIN').value;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(drain));
  });
});

describe('.github/workflows/publish.yml', () => {
  const text = read('.github/workflows/publish.yml');
  const { jobs } = yamlOf('.github/workflows/publish.yml')[0];

  it('publishes nothing before all suites have passed', () => {
    expect(text).toContain('bash .ci/run');
    const others = Object.entries<{ needs?: string }>(jobs).filter(([name]) => name !== 'check');
    expect(others.map(([, { needs }]) => needs)).toEqual(others.map(() => 'check'));
  });

  it('calls scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const called = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(called).toContain('image');
    for (const name of called) expect(scripts).toHaveProperty([name]);
  });

  it('publishes packages that there are, in this version', () => {
    expect(text).toContain(' clients/python\n');
    expect(read('clients/python/pyproject.toml')).toContain(`\nversion = "${VERSION}"\n`);
    const tag = /clients\/go\/\w+(?=\/\$GITHUB_REF_NAME)/.exec(text)?.[0] ?? '';
    expect(read(`${tag}/go.mod`)).toMatch(new RegExp(`^module \\S+/${tag}$`, 'm'));
  });

  it('gives each job the rights that it needs, and no other', () => {
    for (const path of WORKFLOWS) {
      for (const [name, job] of Object.entries<{ 'timeout-minutes'?: number }>(
        yamlOf(path)[0].jobs,
      )) {
        expect(job['timeout-minutes'], `${path}: ${name}`).toBeGreaterThan(0);
      }
    }
    expect(yamlOf('.github/workflows/publish.yml')[0].permissions).toEqual({ contents: 'read' });
  });
});

const systemd = find('systemd-analyze');
const noSystemd = systemd === undefined && 'there is no systemd-analyze';
if (noSystemd) console.warn(`deploy/tenon.service: not verified here: ${noSystemd}`);

describe.skipIf(noSystemd)('deploy/tenon.service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-unit-'));
  const unit = join(folder, 'tenon.service');
  const analyze = (...args: string[]) => run(systemd ?? '', [...args, unit]);
  beforeAll(() => {
    const text = read('deploy/tenon.service');
    // The unit names an absolute path here, because the program is not installed.
    writeFileSync(unit, text.replace('ExecStart=tenon ', `ExecStart="${process.execPath}" `));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is what systemd understands', async () => {
    expect(await analyze('verify')).toEqual({ code: 0, out: '', err: '' });
    writeFileSync(join(folder, 'wrong.service'), '[Service]\nExecStrat=/bin/true\n');
    const wrong = await run(systemd ?? '', ['verify', join(folder, 'wrong.service')]);
    expect(wrong.err).toContain('ExecStrat');
  });

  it('is exposed as little as docs/deploy.md says', async () => {
    const { out } = await analyze('security', '--offline=true');
    const [, exposure = ''] = /exposure level for tenon\.service: ([\d.]+)/.exec(out) ?? [];
    expect(read('docs/deploy.md')).toContain(`rates it ${exposure} of 10`);
  });
});
