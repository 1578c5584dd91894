import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';

/** A file, a symbolic link or a folder of an image; missing folders are made for it. */
export interface Entry {
  /** From the root, without a slash before it: `usr/bin/node`. */
  readonly path: string;
  readonly content: Uint8Array | { readonly link: string } | 'folder';
  /** By default 0755 for folders and 0644 for files. */
  readonly mode?: number;
  /** By default root. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

export const file = (path: string, data: string | Uint8Array, mode = 0o644): Entry => ({
  path,
  content: typeof data === 'string' ? Buffer.from(data) : data,
  mode,
});

export const link = (path: string, to: string): Entry => ({ path, content: { link: to } });

export const folder = (path: string, mode: number, owner?: Entry['owner']): Entry => ({
  path,
  content: 'folder',
  mode,
  ...(owner && { owner }),
});

/** What an image refers to by its digest. */
export interface Blob {
  readonly data: Uint8Array;
  /** `sha256:...` */
  readonly digest: string;
}

export interface Layer extends Blob {
  /** The digest before compression. */
  readonly diffId: string;
}

/** All files have this time, so that the same files make the same layer. */
const MTIME = new Date(0);
/**
 * The byte of a gzip header that names the operating system, and the value that stands for none.
 */
const GZIP_OS = 9;
const GZIP_OS_UNKNOWN = 255;

/** Packs a layer of an image. The same entries give the same bytes, on whatever machine. */
export async function packLayer(entries: readonly Entry[]): Promise<Layer> {
  const all = new Map<string, Entry>();
  for (const entry of entries) {
    for (const parent of parentsOf(entry.path)) {
      if (!all.has(parent)) all.set(parent, folder(parent, 0o755));
    }
    all.set(entry.path, entry);
  }
  const sorted = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const tar = await packTar(sorted.map(inTar));
  const data = gzipSync(tar);
  data[GZIP_OS] = GZIP_OS_UNKNOWN;
  return { ...blobOf(data), diffId: digestOf(tar) };
}

export const blobOf = (data: Uint8Array): Blob => ({ data, digest: digestOf(data) });

export const digestOf = (data: Uint8Array): string =>
  `sha256:${createHash('sha256').update(data).digest('hex')}`;

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function inTar({ path, content, mode, owner }: Entry): TarEntry {
  const common = { mtime: MTIME, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0 };
  if (content === 'folder') {
    const header = { ...common, name: `${path}/`, type: 'directory', size: 0 } as const;
    return { header: { ...header, mode: mode ?? 0o755 } };
  }
  if ('link' in content) {
    const header = { ...common, name: path, type: 'symlink', size: 0, mode: 0o777 } as const;
    return { header: { ...header, linkname: content.link } };
  }
  const header = { ...common, name: path, type: 'file', size: content.length } as const;
  return { header: { ...header, mode: mode ?? 0o644 }, body: content };
}
