import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type TarHeader, unpackTar } from 'modern-tar';
import type { RunConfig } from '../../scripts/lib/image/archive.ts';
import { lastWords, run } from '../clients/lib/child.ts';
import { find, Unavailable } from '../clients/lib/toolchains.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/image.ts', import.meta.url));

const BUILD_MS = 300_000;
/** What a failed download looks like. */
const FETCHES = /^Error: (apt-get|npm) /m;

export const newScratch = (): string => mkdtempSync(join(tmpdir(), 'tenon-image-'));

/**
 * Builds the image for this machine as `npm run image` does; gives the path of the archive.
 * @throws Unavailable where what it takes is missing
 */
export async function buildArchive(
  folder: string,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  for (const needed of ['apt-get', 'dpkg-deb', 'npm']) {
    if (find(needed) === undefined) throw new Unavailable(`there is no ${needed}`);
  }
  const path = join(folder, name);
  const program = { command: process.execPath, args: [SCRIPT, path] };
  const ended = await run(program, { env, proxies: true, timeoutMs: BUILD_MS });
  if (ended.code === 0) return path;
  const what = `npm run image: ${lastWords(ended)}`;
  throw FETCHES.test(ended.stderr) ? new Unavailable(what) : new Error(what);
}

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

interface Manifest {
  readonly schemaVersion: number;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

interface About {
  readonly created: string;
  readonly config: RunConfig;
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

/** An archive of an image of one platform, read. */
export class Image {
  readonly manifest: Manifest;
  readonly about: About;
  readonly #archive: ReadonlyMap<string, Uint8Array>;
  readonly #content: ReadonlyMap<string, Uint8Array>;
  /** What is in its layers, the lowest first. */
  readonly files: readonly TarHeader[];

  private constructor(
    archive: ReadonlyMap<string, Uint8Array>,
    files: readonly TarHeader[],
    content: ReadonlyMap<string, Uint8Array>,
  ) {
    this.#archive = archive;
    this.files = files;
    this.#content = content;
    const [root] = (this.json('index.json') as { manifests: Descriptor[] }).manifests;
    this.manifest = this.json(pathOf(root?.digest ?? '')) as Manifest;
    this.about = this.json(pathOf(this.manifest.config.digest)) as About;
  }

  static async of(path: string): Promise<Image> {
    const entries = await unpackTar(readFileSync(path));
    const archive = new Map(
      entries.map(({ header, data }) => [header.name, data ?? new Uint8Array()] as const),
    );
    const read = new Image(archive, [], new Map());
    const layers = await Promise.all(
      read.manifest.layers.map(({ digest }) => unpackTar(gunzipSync(read.blob(digest)))),
    );
    const all = layers.flat();
    const content = new Map(
      all.map(({ header, data }) => [header.name, data ?? new Uint8Array()] as const),
    );
    return new Image(
      archive,
      all.map(({ header }) => header),
      content,
    );
  }

  blob(digest: string): Uint8Array {
    return this.#of(this.#archive, pathOf(digest));
  }

  json(path: string): unknown {
    return JSON.parse(Buffer.from(this.#of(this.#archive, path)).toString());
  }

  /** The text of a file in the image. */
  text(path: string): string {
    return Buffer.from(this.#of(this.#content, path)).toString();
  }

  #of(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
    const found = files.get(path);
    if (found === undefined) throw new Error(`there is no ${path}`);
    return found;
  }
}

const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
