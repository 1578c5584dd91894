import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { BUILT, PAGE } from './built.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type Encoding = 'br' | 'gzip';

/** Compressed once and kept, so that a quality is taken that needs some ten milliseconds. */
const COMPRESS: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 6,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: promisify<Buffer, Buffer>(gzip),
};

/** A file of the console, as it is sent. */
export class ConsoleFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** Changes with the content. */
  readonly tag: string;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(name: string, bytes: Buffer) {
    this.type = TYPES[extname(name)] ?? 'application/octet-stream';
    this.bytes = bytes;
    this.tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  }

  encoded(encoding: Encoding): Promise<Buffer> {
    const encoded = this.#encoded.get(encoding) ?? COMPRESS[encoding](this.bytes);
    this.#encoded.set(encoding, encoded);
    return encoded;
  }
}

/**
 * The files of the console, which are read when they are first asked for. Only files that were there
 * when the page was looked for are given out, by their exact names: no path can lead elsewhere. A
 * console that is built anew is seen when its page is next asked for.
 */
export class ConsoleFiles {
  readonly #folder: string;
  /** When the page that is given out was made; NaN before it is looked for. */
  #madeAt = Number.NaN;
  #names: ReadonlySet<string> = new Set();
  #read = new Map<string, Promise<ConsoleFile>>();

  constructor(folder = BUILT) {
    this.#folder = folder;
  }

  /** The page itself; undefined where the console has not been built. */
  async page(): Promise<ConsoleFile | undefined> {
    const made = await stat(join(this.#folder, PAGE)).catch(() => undefined);
    if (made === undefined) return undefined;
    if (made.mtimeMs !== this.#madeAt) {
      this.#names = await namesBelow(this.#folder);
      this.#read = new Map();
      this.#madeAt = made.mtimeMs;
    }
    return this.#file(PAGE);
  }

  /** @param name below the folder, such as `assets/index-S72m9gE8.js`; undefined where there is none */
  async file(name: string): Promise<ConsoleFile | undefined> {
    // After a restart of the server a page that is open still asks for more.
    if (Number.isNaN(this.#madeAt)) await this.page();
    return this.#file(name);
  }

  async #file(name: string): Promise<ConsoleFile | undefined> {
    if (!this.#names.has(name)) return undefined;
    const kept = this.#read.get(name);
    if (kept !== undefined) return kept;
    const file = readFile(join(this.#folder, name)).then((bytes) => new ConsoleFile(name, bytes));
    this.#read.set(name, file);
    // It may have been built anew meanwhile.
    return file.catch(() => {
      this.#read.delete(name);
      return undefined;
    });
  }
}

async function namesBelow(folder: string): Promise<Set<string>> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile());
  return new Set(
    files.map(({ parentPath, name }) =>
      join(parentPath, name).slice(join(folder, '/').length).replaceAll('\\', '/'),
    ),
  );
}
