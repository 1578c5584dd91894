import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sources of one version of Tenon. */
export interface Checkout {
  readonly name: string;
  /** What `node` is given: the command line. */
  readonly main: string;
  remove(): void;
}

const LOCK = 'package-lock.json';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The sources that this benchmark belongs to. */
export function here(): Checkout {
  return { name: 'now', main: join(ROOT, 'src/main.ts'), remove() {} };
}

/**
 * The sources of a commit in a folder of their own, with the packages of this one where it names the
 * same, and its own otherwise.
 */
export function checkout(commit: string): Checkout {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', ROOT, ...args], { maxBuffer: 2 ** 30 });
  const name = git('rev-parse', '--short', commit).toString().trim();
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-commit-'));
  const archive = git('archive', '--format=tar', commit, 'src', 'package.json', LOCK);
  const { status } = spawnSync('tar', ['-x', '-C', folder], { input: archive });
  if (status !== 0) throw new Error(`the sources of ${commit} cannot be unpacked`);
  if (readFileSync(join(folder, LOCK)).equals(readFileSync(join(ROOT, LOCK)))) {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  } else {
    execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return {
    name,
    main: join(folder, 'src/main.ts'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
