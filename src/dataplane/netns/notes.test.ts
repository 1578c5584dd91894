import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Notes } from './notes.ts';

describe('notes', () => {
  let above: string;
  let folder: string;
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'tenon-notes-'));
    folder = join(above, 'instances');
  });
  afterEach(() => rmSync(above, { recursive: true }));

  const inode = (id: string) => statSync(join(folder, `${id}.json`)).ino;

  it('are found by the next process', () => {
    const notes = new Notes<{ n: number }>(folder);
    notes.write('i-1', { n: 1 });
    notes.write('i-2', { n: 1 });
    notes.write('i-2', { n: 2 });
    notes.write('i-3', { n: 3 });
    notes.remove('i-3');
    writeFileSync(join(folder, 'i-4.json'), '{"n":');
    expect(readdirSync(folder).sort()).toEqual(['i-1.json', 'i-2.json', 'i-4.json']);
    expect([...new Notes(folder).read()].sort()).toEqual([
      ['i-1', { n: 1 }],
      ['i-2', { n: 2 }],
    ]);
  });

  it('are left as they are while they say the same', () => {
    const notes = new Notes<{ n: number }>(folder);
    notes.write('i-1', { n: 1 });
    const first = inode('i-1');
    notes.write('i-1', { n: 1 });
    expect(inode('i-1')).toBe(first);
    const next = new Notes<{ n: number }>(folder);
    next.read();
    next.write('i-1', { n: 1 });
    expect(inode('i-1')).toBe(first);
    next.write('i-1', { n: 2 });
    expect(inode('i-1')).not.toBe(first);
    next.remove('i-1');
    next.write('i-1', { n: 2 });
    expect(readdirSync(folder)).toEqual(['i-1.json']);
  });
});
