import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedId } from './names.ts';

/**
 * What the next process needs to know and cannot read from the host, as one small file each. They
 * are gone after a reboot, as the namespaces are, and whoever asks for the same thing again writes
 * them anew.
 */
export class Notes<T> {
  readonly #folder: string;
  /** The text of each note that is there. */
  readonly #texts = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A note that says the same already stays as it is: to replace a file may wait for the disk. */
  write(id: string, note: T): void {
    const text = JSON.stringify(note);
    if (this.#texts.get(id) === text) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#path(id);
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.#texts.set(id, text);
  }

  remove(id: string): void {
    this.#texts.delete(id);
    rmSync(this.#path(id), { force: true });
  }

  /** All of them, by id. What cannot be read is left out. */
  read(): Map<string, T> {
    const notes = new Map<string, T>();
    for (const file of this.#files()) {
      const id = file.slice(0, -SUFFIX.length);
      try {
        const text = readFileSync(join(this.#folder, file), 'utf8');
        notes.set(id, JSON.parse(text));
        this.#texts.set(id, text);
      } catch {
        // Half a file from a machine that lost power, or removed meanwhile.
      }
    }
    return notes;
  }

  #files(): string[] {
    try {
      return readdirSync(this.#folder).filter((file) => file.endsWith(SUFFIX));
    } catch {
      return [];
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${checkedId(id)}${SUFFIX}`);
  }
}

const SUFFIX = '.json';
