import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** Where what is built is kept between runs: outside the repository, so that clones share it. */
export function cacheFolder(): string {
  const xdg = process.env.XDG_CACHE_HOME;
  return process.env.TENON_CACHE || join(xdg || join(homedir(), '.cache'), 'tenon');
}

export interface Build {
  /** The folder in the cache that it shares with other builds for the same client. */
  readonly client: string;
  /** Versions of the tools that build it, and of whatever else it depends on. */
  readonly with: readonly string[];
  /** Paths of the files that it is made from, the file that says how to build it included. */
  readonly from: readonly string[];
}

/**
 * The folder of what `make` builds; it is called only when the cache has none of the same client,
 * tools and sources. Others may build the same at the same time: the first one done wins.
 */
export async function cached(build: Build, make: (folder: string) => Promise<void>) {
  const kin = join(cacheFolder(), 'clients', build.client);
  const folder = join(kin, keyOf(build));
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      await make(unfinished);
      try {
        renameSync(unfinished, folder);
      } catch (error) {
        if (!existsSync(folder)) throw error;
      }
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    dropUnused(kin);
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

function keyOf(build: Build): string {
  const hash = createHash('sha256');
  for (const part of [process.platform, process.arch, ...build.with]) hash.update(`${part}\0`);
  for (const path of [...build.from].sort()) {
    hash
      .update(`${basename(path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function dropUnused(kin: string): void {
  const oldest = Date.now() - KEPT_DAYS * DAY_MS;
  for (const name of readdirSync(kin)) {
    const path = join(kin, name);
    if (statSync(path).mtimeMs < oldest) rmSync(path, { recursive: true, force: true });
  }
}
