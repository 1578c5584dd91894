import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';
import { readAt, writeAt } from '../file-io.ts';

/*
 * The format of the write-ahead log: https://www.sqlite.org/fileformat2.html#walformat A header of
 * 32 bytes, then frames, each with a header of 24 bytes and one page. A running checksum covers the
 * log's header, and of each frame its first 8 bytes and its page.
 */
const HEADER = 32;
const FRAME_HEADER = 24;
const FRAMES_AT_ONCE = 256;
const BIG_ENDIAN_SUMS = 1;

const syncData = promisify(fdatasync);

/**
 * Writes the first `frames` of a write-ahead log again, in place and as they are, and syncs them.
 * This makes the pages that a failed sync left clean dirty again, so that this sync, if it
 * succeeds, proves that they are on disk. Nobody else may write to the log meanwhile.
 *
 * @throws when the disk fails, or when the log no longer holds what was written to it.
 */
export async function rewriteLog(file: number, frames: number): Promise<void> {
  if (frames === 0) return;
  const header = await readAt(file, 0, HEADER);
  const pageSize = header.readUInt32BE(8);
  const sums = new Sums((header.readUInt32BE(0) & BIG_ENDIAN_SUMS) === 0);
  sums.add(header.subarray(0, 24));
  if (!sums.are(header, 24)) throw new LogBroken();
  await writeAt(file, 0, header);
  const size = FRAME_HEADER + pageSize;
  for (let first = 0; first < frames; first += FRAMES_AT_ONCE) {
    const count = Math.min(FRAMES_AT_ONCE, frames - first);
    const at = HEADER + first * size;
    const bytes = await readAt(file, at, count * size);
    for (let n = 0; n < count; n += 1) {
      const frame = bytes.subarray(n * size, (n + 1) * size);
      sums.add(frame.subarray(0, 8));
      sums.add(frame.subarray(FRAME_HEADER));
      if (!sums.are(frame, 16)) throw new LogBroken();
    }
    await writeAt(file, at, bytes);
  }
  await syncData(file);
}

/** What was written to the log cannot be read back. */
class LogBroken extends Error {
  constructor() {
    super('the write-ahead log no longer holds what was written to it');
  }
}

/** The running checksum of a log. */
class Sums {
  readonly #littleEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  add(bytes: Buffer): void {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.byteLength; at += 8) {
      this.#first = (this.#first + words.getUint32(at, this.#littleEndian) + this.#second) >>> 0;
      this.#second =
        (this.#second + words.getUint32(at + 4, this.#littleEndian) + this.#first) >>> 0;
    }
  }

  /** Whether `bytes` has these sums at `at`. */
  are(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }
}
