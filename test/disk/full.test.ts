/** A disk that is really full, or read-only: a small file system of its own, which takes root to mount. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { startServer, type TestServer } from '../support/server.ts';

const SIZE = 8 * 2 ** 20;

function mount(folder: string, ...options: string[]): void {
  execFileSync(
    'mount',
    ['-t', 'tmpfs', '-o', [`size=${SIZE}`, ...options].join(), 'tmpfs', folder],
    {
      stdio: 'pipe',
    },
  );
}
const unmount = (folder: string) => execFileSync('umount', [folder], { stdio: 'pipe' });

/** Why nothing can be mounted here; undefined when it can. */
function noMounts(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-mount-'));
  try {
    mount(folder);
    unmount(folder);
    return undefined;
  } catch (error) {
    return (error as Error).message.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const why = noMounts();
if (why !== undefined) console.warn(`not run on a full disk: ${why}`);

describe.runIf(why === undefined)('a file system of its own', () => {
  let folder: string;
  let server: TestServer | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-full-'));
    mount(folder);
  });
  afterEach(async () => {
    await server?.close().catch(() => {});
    server = undefined;
    unmount(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Fills the file system. */
  function fill(): void {
    let size = SIZE;
    while (size >= 512) {
      try {
        writeFileSync(join(folder, 'filler'), Buffer.alloc(size), { flag: 'a' });
      } catch {
        size /= 2;
      }
    }
  }

  it('that is full has writes refused with 503 and done not at all, until there is room', async () => {
    const clock = new ManualClock(Date.now());
    server = await startServer({ store: `sqlite:${join(folder, 'tenon.db')}`, clock });
    const { client, url } = server;
    const create = () => client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const count = async () => (await client.ok('vpc', 'DescribeVpcs', {})).TotalCount;
    expect((await create()).status).toBe(200);
    fill();
    let made = 1;
    let answer = await create();
    // The log may have room left in the blocks that it has already.
    for (; answer.status === 200; answer = await create()) made += 1;
    expect([answer.status, answer.code]).toEqual([503, 'ServiceUnavailableTemp']);
    expect(answer.message).toContain('the disk is full (SQLITE_FULL)');
    expect(await count()).toBe(made);
    const ready = await fetch(`${url}/_tenon/health/ready`);
    expect([ready.status, (await ready.json()) as object]).toEqual([
      503,
      { ready: false, reason: 'the store does not answer: the disk is full (SQLITE_FULL)' },
    ]);
    rmSync(join(folder, 'filler'));
    clock.advance(60_000);
    await expect.poll(async () => (await create()).status).toBe(200);
    expect(await count()).toBe(made + 1);
  });

  it('that is read-only is named, with the cause, at the start', async () => {
    writeFileSync(join(folder, 'tenon.db'), '');
    execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'pipe' });
    await expect(startServer({ store: `sqlite:${join(folder, 'tenon.db')}` })).rejects.toThrow(
      `the store ${join(folder, 'tenon.db')} may not be read and written (EROFS)`,
    );
  });
});
