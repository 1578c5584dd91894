import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootHost } from './host.ts';
import { identityOf } from './identity.ts';
import { Namespaces } from './namespaces.ts';
import { Notes } from './notes.ts';
import { foundRootless } from './rootless.ts';

describe('what cannot be read is not taken for what is not there:', () => {
  let folder: string;
  /** A path that leads to itself, as an example of what can be neither read nor said to be absent. */
  let loop: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-absent-'));
    loop = join(folder, 'loop');
    symlinkSync(loop, loop);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const hostOf = (path: string) => ({ ...rootHost(folder), pathOf: () => path });

  it('the names of namespaces', () => {
    expect(new Namespaces(hostOf(join(folder, 'none'))).list()).toEqual([]);
    expect(() => new Namespaces(hostOf(loop)).list()).toThrow('ELOOP');
  });

  it('which namespace has a name', () => {
    expect(identityOf(hostOf(join(folder, 'none')), { name: 'x' })).toBeUndefined();
    expect(identityOf(hostOf(folder), { name: 'x' })).toBeUndefined();
    expect(() => identityOf(hostOf(loop), { name: 'x' })).toThrow('ELOOP');
  });

  it('notes', () => {
    const notes = new Notes<string>(join(folder, 'notes'));
    expect(notes.read()).toEqual(new Map());
    notes.write('i-1', 'one');
    writeFileSync(join(folder, 'notes', 'i-2.json'), '"half of i');
    expect(notes.read()).toEqual(new Map([['i-1', 'one']]));
    symlinkSync(loop, join(folder, 'notes', 'i-3.json'));
    expect(() => notes.read()).toThrow('ELOOP');
    expect(() => new Notes(loop).read()).toThrow('ELOOP');
  });

  it('who keeps the user namespace of a rootless plane', () => {
    const note = join(folder, '0123abcd.holder');
    expect(foundRootless(folder, '0123abcd')).toBeUndefined();
    writeFileSync(note, '{"pid":');
    expect(foundRootless(folder, '0123abcd')).toBeUndefined();
    writeFileSync(note, '{}');
    expect(foundRootless(folder, '0123abcd')).toBeUndefined();
    // Another process has got its pid.
    writeFileSync(note, JSON.stringify({ pid: process.pid, started: '1' }));
    expect(foundRootless(folder, '0123abcd')).toBeUndefined();
    rmSync(note);
    mkdirSync(note);
    expect(() => foundRootless(folder, '0123abcd')).toThrow('EISDIR');
  });
});
