import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { noteOf, unwrap } from '#gateway/parameter-shape.ts';

/*
 * Finds the parameters of an action that its code reads, in the text of the action's file and of
 * what it imports. A declaration such as `HpcClusterId: id()` does not count.
 */

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

const texts = new Map(
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [join(SOURCE, name), readFileSync(join(SOURCE, name), 'utf8')]),
);

/** A parameter by its path, such as `Volumes[].Size`, and the reason if it is refused. */
export interface Parameter {
  readonly path: string;
  readonly notOffered: string | undefined;
}

/** The parameters of a contract and their parts. */
export function parametersOf(schema: z.core.$ZodType, prefix = ''): Parameter[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return parametersOf(inner.element, `${prefix}[]`);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, field]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [{ path, notOffered: noteOf(field)?.notOffered }, ...parametersOf(field, path)];
  });
}

/** Reads the code of the action that a file of the folder names. */
export function codeOf(folder: string, action: string): Code {
  const files = [...texts.keys()].filter(
    (file) =>
      file.startsWith(join(SOURCE, 'services', folder)) &&
      !/(refusals|not-yet|index)\.ts$/.test(file) &&
      texts.get(file)?.includes(`'${action}'`),
  );
  // The gateway reads ClientToken for every action.
  const found = new Set<string>([join(SOURCE, 'gateway/run.ts')]);
  for (const file of files) {
    follow(file, found);
    // A transition that the action begins may read what the action has kept.
    if (texts.get(file)?.includes('begins: [')) {
      follow(join(dirname(file), 'transitions.ts'), found);
    }
  }
  return new Code([...found].map((file) => stripped(texts.get(file) ?? '')).join('\n'));
}

function follow(file: string, found: Set<string>): void {
  if (found.has(file) || !texts.has(file)) return;
  found.add(file);
  for (const [, path = ''] of texts.get(file)?.matchAll(/from '([.#][^']+)'/g) ?? []) {
    follow(path.startsWith('#') ? join(SOURCE, path.slice(1)) : join(dirname(file), path), found);
  }
}

/** A text without its comments, and without what `inert` lists. */
const stripped = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').replace(/[iI]nert(: Inert)?( =|:) \{[^}]*\}/g, '');

/** The text of an action's code. */
export class Code {
  readonly #text: string;

  constructor(text: string) {
    this.#text = stripped(text);
  }

  /** Whether the text reads a property of that name, in one of the forms below. */
  reads(name: string): boolean {
    const readings = [
      `\\.${name}\\b`,
      // It is destructured.
      `[{,(]\\s*${name}\\s*[,}=]`,
      `^\\s*${name},$`,
      // It is destructured under another name, in the parameters of a function.
      `\\{[^}\\n]*\\b${name}: \\w+[^}\\n]*\\}[^}\\n]*\\) ?(=>|\\{)`,
      // It is in a list of names by which parameters are looked up.
      `\\['${name}'|'${name}'\\]|'${name}',|= '${name}'`,
    ];
    return new RegExp(readings.join('|'), 'm').test(this.#text);
  }
}
