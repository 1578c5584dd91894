import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Ended, lastWords, type Program, type RunOptions, run } from './child.ts';

/** Something that a suite needs is not available here: the suite is not run, and says why. */
export class Unavailable extends Error {}

/** A toolchain that was found. */
export interface Tool {
  readonly path: string;
  /** The version as the tool prints it. It is part of the key of what is built with the tool. */
  readonly version: string;
}

/**
 * Finds Go 1.19 or newer on the machine, or from the minor version `least` on; it downloads none.
 */
export async function findGo(least = 19): Promise<Tool> {
  const path = find('go', ['/usr/local/go/bin', ...folders('/usr/lib', /^go-1\.\d+$/, 'bin')]);
  if (path === undefined) throw new Unavailable('there is no Go');
  const { stdout } = await run({ command: path, args: ['version'], env: GO_ENV });
  const minor = Number(/go1\.(\d+)/.exec(stdout)?.[1] ?? 0);
  if (minor < least) {
    throw new Unavailable(`Go 1.${least} or newer is needed: here is ${stdout.trim()}`);
  }
  return { path, version: stdout.trim() };
}

/** For every `go` command: the suites choose toolchain and flags themselves. */
export const GO_ENV = { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };

/** Python 3.9 or newer with venv and pip. */
export async function findPython(): Promise<Tool> {
  const path = find('python3');
  if (path === undefined) throw new Unavailable('there is no python3');
  const { code, stdout } = await run({
    command: path,
    args: ['-c', 'import sys, venv, ensurepip; print(sys.version); print(sys.prefix)'],
  });
  if (code !== 0) throw new Unavailable('this python3 has no venv or no pip');
  if (Number(/^3\.(\d+)/.exec(stdout)?.[1] ?? 0) < 9) {
    throw new Unavailable(`Python 3.9 or newer is needed: here is ${stdout.split('\n')[0]}`);
  }
  return { path, version: stdout.trim() };
}

/** A JDK from 11 on, and Maven; the paths of `java` and `javac` are those of the PATH. */
export async function findMaven(): Promise<Tool> {
  const path = find('mvn');
  const javac = find('javac');
  if (path === undefined || javac === undefined) throw new Unavailable('there is no Maven or JDK');
  const { stdout, stderr } = await run({ command: javac, args: ['-version'] });
  const version = `${stdout}${stderr}`.trim();
  if (Number(/javac (\d+)/.exec(version)?.[1] ?? 0) < 11) {
    throw new Unavailable(`a JDK from 11 on is needed: here is ${version}`);
  }
  return { path, version };
}

/** Where `name` is found: in the PATH first, then in `more` folders, the newest first. */
export function find(name: string, more: readonly string[] = []): string | undefined {
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...inPath, ...more].map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function folders(parent: string, name: RegExp, child: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((each) => name.test(each))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((each) => join(parent, each, child));
}

const FETCH_MS = 900_000;

/** Runs a package client. What it cannot fetch makes the suite unavailable. */
export async function fetchWith(program: Program, options: RunOptions = {}): Promise<void> {
  const ended = await run(program, { timeoutMs: FETCH_MS, proxies: true, ...options });
  if (ended.code !== 0) {
    throw new Unavailable(`the packages cannot be fetched\n${commandLine(program, ended, 8)}`);
  }
}

/** Runs a compiler or an installer. @throws when it fails: that is the suite's own fault. */
export async function buildWith(program: Program, options: RunOptions = {}): Promise<void> {
  const ended = await run(program, { timeoutMs: FETCH_MS, ...options });
  if (ended.code !== 0) throw new Error(commandLine(program, ended));
}

const commandLine = ({ command, args }: Program, ended: Ended, lines?: number) =>
  `${[command, ...args].join(' ')}\n${lastWords(ended, lines)}`;
