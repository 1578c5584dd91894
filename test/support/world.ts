import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder for the world files of one test; it is removed after the test. */
export class WorldFolder {
  path = '';

  constructor() {
    beforeEach(() => {
      this.path = mkdtempSync(join(tmpdir(), 'tenon-world-'));
    });
    afterEach(() => rmSync(this.path, { recursive: true, force: true }));
  }

  /** Writes a file and returns its path. */
  write(text: string, name = 'world.yaml'): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }
}
