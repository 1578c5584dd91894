import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION } from '#platform/version.ts';
import { type ImageArchive, type PlatformImage, type RunConfig, writeArchive } from './archive.ts';
import { debianLibraries } from './debian.ts';
import { type Layer, packLayer } from './layer.ts';
import { nodeProgram } from './node.ts';
import type { Platform } from './platform.ts';
import { DATA, surroundings, tenonProgram, USER } from './program.ts';

const SECOND = 1e9;
export const PORT = 7410;

/** What a container does by default. It refuses the published key, because others can reach it. */
export const runConfig = (labels: Readonly<Record<string, string>> = {}): RunConfig => ({
  // By number: a cluster that must know that the user is not root does not read /etc/passwd.
  User: `${USER.uid}:${USER.gid}`,
  WorkingDir: `/${DATA}`,
  // These are in the environment so that they stay when somebody gives `serve` other options.
  Env: ['PATH=/usr/bin', `TENON_LISTEN=0.0.0.0:${PORT}`, `TENON_STORE=sqlite:/${DATA}/tenon.db`],
  Entrypoint: ['/usr/bin/tenon'],
  Cmd: ['serve'],
  ExposedPorts: { [`${PORT}/tcp`]: {} },
  Volumes: { [`/${DATA}`]: {} },
  StopSignal: 'SIGTERM',
  Labels: {
    'org.opencontainers.image.title': 'Tenon',
    'org.opencontainers.image.description': 'A Volcengine-compatible VPC that you run yourself',
    'org.opencontainers.image.version': VERSION,
    'org.opencontainers.image.licenses': 'Apache-2.0',
    ...labels,
  },
  Healthcheck: {
    Test: ['CMD', '/usr/bin/tenon', 'wait', '--timeout', '4'],
    Interval: 30 * SECOND,
    Timeout: 10 * SECOND,
    StartPeriod: 10 * SECOND,
    Retries: 3,
  },
});

export interface ImageOptions {
  readonly platforms: readonly Platform[];
  readonly nodeVersion: string;
  /** The time that the image bears. */
  readonly created: Date;
  /** The commit that it is built from, where it is built from one. */
  readonly revision?: string;
  /** An empty folder. */
  readonly scratch: string;
}

/**
 * Builds the image. What changes with each version is a layer by itself, above all others, so that
 * the others can be kept.
 */
export async function buildImage(options: ImageOptions): Promise<ImageArchive> {
  const { platforms, nodeVersion, scratch } = options;
  const program = await packLayer(await tenonProgram(scratch));
  const images: PlatformImage[] = [];
  for (const platform of platforms) {
    images.push({ platform, layers: [await baseOf(platform, nodeVersion, scratch), program] });
  }
  const created = options.created.toISOString();
  const labels = {
    'org.opencontainers.image.created': created,
    ...(options.revision && { 'org.opencontainers.image.revision': options.revision }),
  };
  const name = { repository: 'tenon', tag: VERSION };
  return writeArchive(name, images, runConfig(labels), created);
}

async function baseOf(platform: Platform, nodeVersion: string, scratch: string): Promise<Layer> {
  const folder = await mkdtemp(join(scratch, `${platform.debian}-`));
  const parts = [
    debianLibraries(platform, folder),
    nodeProgram(platform, nodeVersion, folder),
    surroundings(),
  ];
  return packLayer((await Promise.all(parts)).flat());
}
