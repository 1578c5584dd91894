import { readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, expect, it } from 'vitest';
import { VERSION } from '#platform/version.ts';
import { MAIN } from '#test/support/program.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { digestOf } from '../../scripts/lib/image/layer.ts';
import { ownPlatform } from '../../scripts/lib/image/platform.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { Unavailable } from '../clients/lib/toolchains.ts';
import { run } from '../package/packed.ts';
import { SdkClient } from '../support/client.ts';
import { buildArchive, Image, newScratch } from './built.ts';
import { Containers } from './container.ts';

/* The image: what is in it, that the same sources make the same one, and Tenon as it runs from it. */

const MIB = 1024 * 1024;
const LONG_MS = 600_000;

const scratch = newScratch();
let archives: readonly string[] = [];
let image: Image;
const built = async () => {
  // The second archive is built in another environment, and at the same time as the first.
  archives = await Promise.all([
    buildArchive(scratch, 'one.tar'),
    buildArchive(scratch, 'other.tar', { TZ: 'Asia/Shanghai', LANG: 'C', npm_config_umask: '077' }),
  ]);
  image = await Image.of(archives[0] ?? '');
};

let containers: Containers | undefined;
afterAll(async () => {
  await containers?.removeAll();
  rmSync(scratch, { recursive: true, force: true });
}, LONG_MS);

suiteOf('the archive of the image', built, () => {
  it('is the same, byte by byte, when it is built again', () => {
    const [one, other] = archives.map((path) => digestOf(readFileSync(path)));
    expect(one).toBe(other);
  });

  it('holds what its digests say', () => {
    expect(image.manifest.schemaVersion).toBe(2);
    for (const { digest, size } of [image.manifest.config, ...image.manifest.layers]) {
      const blob = image.blob(digest);
      expect(blob.length).toBe(size);
      expect(digestOf(blob)).toBe(digest);
    }
    const diffIds = image.manifest.layers.map(({ digest }) =>
      digestOf(gunzipSync(image.blob(digest))),
    );
    expect(image.about.rootfs.diff_ids).toEqual(diffIds);
  });

  it('is also what docker save writes', () => {
    expect(image.json('manifest.json')).toEqual([
      {
        Config: `blobs/sha256/${image.manifest.config.digest.slice(7)}`,
        RepoTags: [`tenon:${VERSION}`],
        Layers: image.manifest.layers.map(({ digest }) => `blobs/sha256/${digest.slice(7)}`),
      },
    ]);
  });

  it('is small: 50 MiB to load, 150 MiB on disk', () => {
    const packed = image.manifest.layers.reduce((sum, { size }) => sum + size, 0);
    const unpacked = image.files.reduce((sum, { size }) => sum + size, 0);
    console.log(
      `the image: ${(packed / MIB).toFixed(1)} MiB, ${(unpacked / MIB).toFixed(1)} MiB on disk`,
    );
    expect(packed).toBeLessThan(50 * MIB);
    expect(unpacked).toBeLessThan(150 * MIB);
  });

  it('has Node.js, the libraries below it, the program, and no other that can be run', () => {
    const programs = image.files
      .filter(({ mode = 0, type }) => type === 'file' && (mode & 0o111) !== 0)
      .map(({ name }) => name.replace(/^usr\/lib\/[^/]+-linux-gnu\//, 'LIBRARIES/'));
    expect(programs.sort()).toEqual([
      `LIBRARIES/${ownPlatform().loader}`,
      ...['libatomic.so.1', 'libc.so.6', 'libdl.so.2', 'libgcc_s.so.1', 'libm.so.6'].map(
        (name) => `LIBRARIES/${name}`,
      ),
      ...['libpthread.so.0', 'libstdc++.so.6'].map((name) => `LIBRARIES/${name}`),
      'usr/bin/node',
      'usr/lib/node_modules/tenon/bin/tenon.js',
    ]);
    // The image has no file that raises privileges, and no JavaScript but the program's and the
    // console's own.
    expect(image.files.filter(({ mode = 0 }) => (mode & 0o6000) !== 0)).toEqual([]);
    const scripts = image.files.filter(({ name }) => /\.[cm]?[jt]s$/.test(name));
    const ours =
      /^usr\/lib\/node_modules\/tenon\/(bin\/tenon\.js|dist\/[\w~.-]+\.cjs|dist\/console\/assets\/[\w~.-]+\.js)$/;
    expect(scripts.filter(({ name }) => !ours.test(name))).toEqual([]);
  });

  it('names the packages that it has, for scanners, with their licences', () => {
    const names = image.files.map(({ name }) => name);
    for (const name of ['libc6', 'libstdc++6', 'libgcc-s1', 'libatomic1']) {
      expect(image.text(`var/lib/dpkg/status.d/${name}`)).toContain(`Package: ${name}\n`);
      expect(names).toContain(`usr/share/doc/${name}${name === 'libc6' ? '/copyright' : ''}`);
    }
    expect(image.text('usr/lib/os-release')).toMatch(/^ID=\w+$/m);
    expect(names).toContain('usr/lib/node_modules/tenon/LICENSE');
    expect(names).toContain('usr/share/doc/node/copyright');
  });

  it('says what it is', () => {
    const { Labels: labels } = image.about.config;
    expect(labels['org.opencontainers.image.version']).toBe(VERSION);
    expect(labels['org.opencontainers.image.licenses']).toBe('Apache-2.0');
    expect(labels['org.opencontainers.image.created']).toBe(image.about.created);
  });
});

let opened: Containers;
/** The name of the container. */
let name: string;
const started = async () => {
  opened = Containers.open(scratch);
  containers = opened;
  const [archive] = archives;
  if (archive === undefined) throw new Unavailable('the image was not built');
  name = await opened.from(archive);
};

/** Runs the image's default command, at a free port. */
async function serve(env: Readonly<Record<string, string>> = {}) {
  const { Entrypoint, Cmd } = image.about.config;
  const server = opened.start(name, [...Entrypoint, ...Cmd], {
    TENON_LISTEN: '127.0.0.1:0',
    ...env,
  });
  const [, url = ''] = await server.says(/listens on (http:\S+)/);
  await server.says(/Ctrl-C/);
  const client = new SdkClient(url.replace('http://', ''), DEFAULT_ACCOUNT);
  const end = async () => {
    process.kill(server.pid(), constants.signals[image.about.config.StopSignal]);
    return server.ended;
  };
  return { ...server, url, client, end };
}

/** Whether an engine would take the server for healthy: one of so many tries succeeds. */
async function isHealthy(url: string): Promise<boolean> {
  const { Test: test, Retries: retries } = image.about.config.Healthcheck;
  const [kind, ...command] = test;
  expect(kind).toBe('CMD');
  for (let tried = 0; tried < retries; tried++) {
    const { code } = await opened.start(name, command, { TENON_ENDPOINT: url }).ended;
    if (code === 0) return true;
  }
  return false;
}

suiteOf('a container of the image', started, () => {
  afterEach(() => opened.endAll(), LONG_MS);

  it(
    'plays the demo, shows the console, is healthy, and ends with 0 on the signal to stop',
    async () => {
      const server = await serve();
      const opened = await fetch(server.url, { headers: { accept: 'text/html' } });
      expect(await opened.text()).toContain('<script type="module"');
      const demo = await run(process.execPath, [MAIN, 'demo', '--endpoint', server.url]);
      expect(demo).toMatchObject({ code: 0, err: '' });
      expect(demo.out).toMatch(/Done: \d+ signed calls/);
      expect(await isHealthy(server.url)).toBe(true);
      const { code, out } = await server.end();
      expect(out).toContain('drains and ends');
      expect(code).toBe(0);
      expect(await isHealthy(server.url)).toBe(false);
    },
    LONG_MS,
  );

  it(
    'is not root, and writes nowhere but where data belong',
    async () => {
      const server = await serve();
      const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8');
      const [uid, gid] = image.about.config.User.split(':');
      expect(status).toMatch(new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, 'm'));
      expect(status).toMatch(new RegExp(`^Gid:\\t${gid}\\t${gid}\\t${gid}\\t${gid}$`, 'm'));
      await server.end();
      const tried = await opened.start(name, ['/usr/bin/node', '-e', WRITES]).ended;
      expect(JSON.parse(tried.out)).toEqual({
        '/data': true,
        '/tmp': true,
        '/etc': false,
        '/usr/lib/node_modules/tenon': false,
      });
    },
    LONG_MS,
  );

  it(
    'keeps what was made, from one start to the next',
    async () => {
      const first = await serve();
      const made = await first.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
      await first.end();
      const second = await serve();
      const { Vpcs } = await second.client.ok('vpc', 'DescribeVpcs', { VpcIds: [made.VpcId] });
      expect(Vpcs).toHaveLength(1);
      await second.end();
    },
    LONG_MS,
  );

  it(
    'refuses the published key where others reach it, unless it is told to take it',
    async () => {
      const closed = await serve({ TENON_LISTEN: '0.0.0.0:0' });
      const refused = await closed.client.call('vpc', 'DescribeVpcs');
      expect(refused).toMatchObject({ status: 403, code: 'AccessDenied' });
      await closed.end();
      const open = await serve({ TENON_LISTEN: '0.0.0.0:0', TENON_ALLOW_DEFAULT_KEY: '1' });
      expect(await open.client.call('vpc', 'DescribeVpcs')).toMatchObject({ status: 200 });
      await open.end();
    },
    LONG_MS,
  );

  it(
    'has every command, the demo with its SDK too',
    async () => {
      const demo = await opened.start(name, [...image.about.config.Entrypoint, 'demo']).ended;
      expect(demo.out).toMatch(/Done: \d+ signed calls/);
      expect(demo.code).toBe(0);
    },
    LONG_MS,
  );

  it('is started as it says, as an engine reads it', async () => {
    const { OCIv1, Docker } = (await opened.inspect(name)) as {
      OCIv1: { config: { User: string; Entrypoint: string[]; Cmd: string[] } };
      Docker: { config: { Healthcheck: object } };
    };
    const { User, Entrypoint, Cmd, Healthcheck } = image.about.config;
    expect(OCIv1.config).toMatchObject({ User, Entrypoint, Cmd });
    expect(Docker.config.Healthcheck).toMatchObject(Healthcheck);
  });
});

/** Says of each folder whether a file can be made in it. */
const WRITES = `
  const { rmSync, writeFileSync } = require('node:fs');
  const can = (folder) => {
    try {
      writeFileSync(folder + '/tried', '');
      rmSync(folder + '/tried');
      return true;
    } catch {
      return false;
    }
  };
  const folders = ['/data', '/tmp', '/etc', '/usr/lib/node_modules/tenon'];
  console.log(JSON.stringify(Object.fromEntries(folders.map((each) => [each, can(each)]))));
`;
