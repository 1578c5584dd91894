import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Latencies, type Latency } from './outcomes.ts';

const WRITES = 1000;
/** About what a commit of a few attaches adds to the write-ahead log. */
const BYTES = 32_768;
const FILE_BYTES = BYTES * 32;

/** The milliseconds that the disk takes to overwrite a little of a file and to sync it. */
export async function syncsOfDisk(): Promise<Latency> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const file = await open(join(folder, 'log'), 'w');
  try {
    await file.write(Buffer.alloc(FILE_BYTES), 0, FILE_BYTES, 0);
    await file.sync();
    const latencies = new Latencies();
    const block = Buffer.alloc(BYTES, 1);
    for (let n = 0; n < WRITES; n += 1) {
      const begun = performance.now();
      await file.write(block, 0, BYTES, (n * BYTES) % FILE_BYTES);
      await file.datasync();
      latencies.add(performance.now() - begun);
    }
    return latencies.summary;
  } finally {
    await file.close();
    rmSync(folder, { recursive: true });
  }
}
