import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * What this run makes on the host is known by random digits in its name, which are written down before
 * they are used: other runs may make their own at the same time.
 */

const SUITE = /((?:src|test)\/[\w./-]+\.test\.ts)/;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Undefined where no suite is run. */
const notes = () =>
  process.env.TENON_TEST_SCRATCH && join(process.env.TENON_TEST_SCRATCH, 'namespaces');

/** Notes that what has these digits in its name belongs to this run, and to the suite that asks. */
export function noteMade(digits: string, suite = suiteOfCaller()): void {
  const folder = notes();
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, digits), `${suite}\n`);
}

/** The suite from which this is called; '' when that cannot be told. */
export function suiteOfCaller(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return SUITE.exec(stack.replaceAll(ROOT, ''))?.[1] ?? '';
}

/** The namespaces that this run has left, and the suite of each. */
export function leftBehind(): { readonly name: string; readonly suite: string }[] {
  const folder = notes();
  const there = namesIn('/run/netns');
  return namesIn(folder ?? '').flatMap((digits) =>
    there
      .filter((name) => name.includes(digits))
      .map((name) => ({ name, suite: readFileSync(join(folder ?? '', digits), 'utf8').trim() })),
  );
}

const RUNTIME = '/run/tenon';

/** Notes the data planes that a program drives, while it runs, by the locks that it holds. */
export function noteMadeBy(pid: number | undefined, suite: string): void {
  for (const file of namesIn(RUNTIME)) {
    const [, planeId] = /^([0-9a-f]{8})\.lock$/.exec(file) ?? [];
    if (planeId !== undefined && read(join(RUNTIME, file)).trim() === `${pid}`) {
      noteMade(planeId, suite);
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
