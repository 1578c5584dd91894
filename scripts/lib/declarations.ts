import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../tsconfig.declarations.json', import.meta.url));
const TSC = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/**
 * The declarations of src/index.ts, as one file that needs no other. @throws when src/index.ts
 * exports a type of another file.
 */
export function libraryDeclarations(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-declarations-'));
  try {
    execFileSync(process.execPath, [TSC, '-p', PROJECT, '--outDir', folder], { stdio: 'inherit' });
    const text = readFileSync(join(folder, 'index.d.ts'), 'utf8');
    const needs = /^\s*(?:import|export)\b[^;]*\bfrom\b.*$|^\s*import\b.*$|\bimport\(.*$/m.exec(
      text,
    );
    if (needs) throw new Error(`src/index.ts gives out what it does not declare: ${needs[0]}`);
    return text;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
