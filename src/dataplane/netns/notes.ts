import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAbsent, unlessAbsent } from './absent.ts';
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
    const path = this.#path(id);
    if (this.#texts.has(id)) {
      this.#writeFile(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    } else {
      // Half a note says as little as none, and what is not noted is not finished.
      this.#writeFile(path, text);
    }
    this.#texts.set(id, text);
  }

  #writeFile(path: string, text: string): void {
    const write = () => writeFileSync(path, text, { mode: 0o600 });
    try {
      write();
    } catch (error) {
      if (!isAbsent(error)) throw error;
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      write();
    }
  }

  remove(id: string): void {
    this.#texts.delete(id);
    rmSync(this.#path(id), { force: true });
  }

  /** All of them, by id. @throws when one cannot be read: what it says may be there all the same */
  read(): Map<string, T> {
    const notes = new Map<string, T>();
    for (const file of this.#files()) {
      const id = file.slice(0, -SUFFIX.length);
      const text = unlessAbsent(() => readFileSync(join(this.#folder, file), 'utf8'), '');
      const note = parsed<T>(text);
      if (note === undefined) continue;
      notes.set(id, note);
      this.#texts.set(id, text);
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
