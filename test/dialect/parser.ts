import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastWords, type Program, run } from '../clients/lib/child.ts';
import { goProgram } from '../clients/lib/go-program.ts';

/** What the parser makes of one statement. */
export interface Verdict {
  readonly sql: string;
  /** Why the parser does not understand the statement, in its words. */
  readonly refusal?: string;
  /** `statement SELECT`, `function count`, `type INT8`, `lock FOR UPDATE`, ... */
  readonly uses: readonly string[];
}

const folder = fileURLToPath(new URL('./parser/', import.meta.url));

/** CockroachDB's own parser. @throws Unavailable without Go or the packages. */
export const parserProgram = (): Promise<Program> =>
  goProgram({ client: 'dialect', folder, least: 21 });

export async function parse(parser: Program, statements: readonly string[]): Promise<Verdict[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'tenon-dialect-'));
  const path = join(scratch, 'statements.jsonl');
  writeFileSync(path, statements.map((sql) => `${JSON.stringify(sql)}\n`).join(''));
  try {
    const ended = await run({ ...parser, args: [path] });
    if (ended.code !== 0) throw new Error(lastWords(ended));
    const verdicts = ended.stdout.trimEnd().split('\n');
    if (verdicts.length !== statements.length) throw new Error('a statement got no verdict');
    return verdicts.map((line, n) => ({ sql: statements[n] ?? '', ...JSON.parse(line) }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
