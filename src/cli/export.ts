import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { type AskOptions, bodyOf } from './answer.ts';
import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { controlTokenOf } from './secrets.ts';
import { complain } from './terminal.ts';

export interface ExportOptions extends AskOptions {
  readonly account?: string;
}

interface Exported {
  readonly world: Readonly<Record<string, unknown>>;
  readonly unsaid: readonly string[];
}

/** The whole of a large world is read in one transaction. */
const PATIENCE_MS = 120_000;
const STDOUT = '-';

const HEAD = `What a Tenon had, as a world file: tenon serve --world FILE starts with it. It has the
keys of its accounts. Ids of volumes and of security group rules, times, temporary keys and
ClientTokens begin anew.`;

/**
 * Writes what a running server has as a world file, and what that cannot say at its top and as
 * warnings.
 */
export async function exportWorld(file: string, options: ExportOptions): Promise<void> {
  const { endpoint, account, json } = options;
  const query = account === undefined ? '' : `?account=${encodeURIComponent(account)}`;
  const token = controlTokenOf(options);
  const exported = bodyOf<Exported>(
    await askControl(endpoint, `world${query}`, token, PATIENCE_MS),
  );
  const { world, unsaid } = exported;
  for (const line of unsaid) complain(line);
  const lost = unsaid.length === 0 ? [] : ['', 'What a world file cannot say:', ...unsaid];
  const comments = [...HEAD.split('\n'), ...lost].map((line) => `# ${line}`.trimEnd());
  const text = json
    ? `${JSON.stringify(exported, null, 2)}\n`
    : `${comments.join('\n')}\n\n${stringify(world)}`;
  if (file === STDOUT) {
    process.stdout.write(text);
    return;
  }
  try {
    // It has secrets.
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it exists already, and none is written in its place' : message;
    throw new CliError(`${file} cannot be written: ${why}`);
  }
  if (!json) console.log(`${file} is written, with the keys of its accounts.`);
}
