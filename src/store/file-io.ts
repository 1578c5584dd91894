import { read, write } from 'node:fs';
import { promisify } from 'node:util';

const readFrom = promisify(read);
const writeTo = promisify(write);

/** Reads `length` bytes of an open file. @throws when it ends before them. */
export async function readAt(file: number, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await readFrom(file, bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Error(`the file ends at byte ${at + done}`);
    done += bytesRead;
  }
  return bytes;
}

/** Writes all of `bytes` into an open file. */
export async function writeAt(file: number, at: number, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await writeTo(file, bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}
