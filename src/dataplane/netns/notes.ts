import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlessAbsent } from './absent.ts';
import { checkedId } from './names.ts';

/**
 * What the next process needs to know and cannot read from the host, as one small file each. They
 * are gone after a reboot, as the namespaces are, and whoever asks for the same thing again writes
 * them anew.
 */
export class Notes<T> {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(id: string, note: T): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#path(id);
    writeFileSync(`${path}.new`, JSON.stringify(note), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  remove(id: string): void {
    rmSync(this.#path(id), { force: true });
  }

  /** All of them, by id. @throws when one cannot be read: what it says may be there all the same */
  read(): Map<string, T> {
    const notes = new Map<string, T>();
    for (const file of this.#files()) {
      const text = unlessAbsent(() => readFileSync(join(this.#folder, file), 'utf8'), '');
      const note = parsed<T>(text);
      if (note !== undefined) notes.set(file.slice(0, -SUFFIX.length), note);
    }
    return notes;
  }

  #files(): string[] {
    return unlessAbsent(() => readdirSync(this.#folder), []).filter((file) =>
      file.endsWith(SUFFIX),
    );
  }

  #path(id: string): string {
    return join(this.#folder, `${checkedId(id)}${SUFFIX}`);
  }
}

const SUFFIX = '.json';

/** Undefined of half a file from a machine that lost power, or of one removed meanwhile. */
function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
