import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A network namespace: by the name that `ip netns` knows it by, or by the path of its file. */
export type NamespaceRef = { readonly name: string } | { readonly path: string };

/**
 * How programs run on the machine that a data plane is on: plainly, or in the user namespace of a
 * rootless one. Nothing above it knows the difference.
 */
export interface Host {
  /** For temporary files, and what is to be found by the next process. */
  readonly runtimeFolder: string;
  /** Where this process finds the file of a namespace. */
  pathOf(where: NamespaceRef): string;
  /** The command that runs `command` in this network namespace; by default in the host's own. */
  enter(command: readonly string[], where?: NamespaceRef): readonly string[];
  /**
   * A descriptor that every program inherits and whose lock therefore lasts until the last one of
   * them has ended.
   */
  lock?: number | undefined;
  /** Tests let a process die here: told of every change before it is made. */
  beforeChange?: (what: string) => Promise<void>;
}

/** A program that did not do what it was to do. */
export class CommandFailed extends Error {
  readonly command: string;
  /** What failed of a batch: the lines, and what was said about each. */
  readonly failures: readonly LineFailure[];
  /** Somebody has ended the program: it says nothing about what it was to do. */
  readonly killed: boolean;

  constructor(command: string, failures: readonly LineFailure[], killed = false) {
    super(
      failures
        .map(
          ({ line, output }) => `${line === '' ? command : line}: ${output || 'no reason given'}`,
        )
        .join('\n'),
    );
    this.command = command;
    this.failures = failures;
    this.killed = killed;
  }
}

export interface LineFailure {
  readonly line: string;
  readonly output: string;
}

/** Programs run as root, on the host as it is. */
export function rootHost(runtimeFolder: string): Host {
  mkdirSync(runtimeFolder, { recursive: true, mode: 0o700 });
  return {
    runtimeFolder,
    pathOf,
    enter: (command, where) =>
      where === undefined ? command : ['nsenter', `--net=${pathOf(where)}`, ...command],
  };
}

/** Where `ip netns` keeps the files of namespaces that have names. */
export const NAMES_FOLDER = '/run/netns';

/** Where the file of a namespace is for programs of this host. */
export const pathOf = (where: NamespaceRef): string =>
  'name' in where ? `${NAMES_FOLDER}/${where.name}` : where.path;

type Input = 'ignore' | 'pipe' | number;

/** Starts a program in a namespace. It inherits the plane's lock, and `file` after that. */
export function start(
  host: Host,
  command: readonly string[],
  where?: NamespaceRef,
  input: Input = 'ignore',
  file?: number,
): ChildProcess {
  const [program = '', ...args] = host.enter(command, where);
  const child = spawn(program, args, {
    stdio: [input, 'pipe', 'pipe', host.lock ?? 'ignore', ...(file === undefined ? [] : [file])],
  });
  // A program that ends without reading what it is given; its exit says why.
  child.stdin?.on('error', () => {});
  return child;
}

export interface RunOptions {
  readonly where?: NamespaceRef;
  /** What the program reads: from a file, because some cannot open a socket. */
  readonly input?: string;
  /** Whether an exit status other than 0 is an answer rather than a failure. */
  readonly mayFail?: boolean;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws CommandFailed */
export async function run(
  host: Host,
  command: readonly string[],
  { where, input, mayFail = false }: RunOptions = {},
): Promise<Ran> {
  const file = input === undefined ? undefined : temporaryFile(host, input);
  const child = start(host, command, where, file ?? 'ignore');
  if (file !== undefined) closeSync(file);
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    exitOf(child),
  ]);
  if (typeof status === 'number' && (mayFail || status === 0)) return { status, stdout, stderr };
  const output = stderr.trim() || stdout.trim();
  const failure = { line: '', output: output || `ended: ${status}` };
  throw new CommandFailed(command.join(' '), [failure], isSignal(status));
}

/** Whether that is how a program ends that somebody has killed. */
export const isSignal = (status: number | string): boolean => /^SIG[A-Z0-9]+$/.test(`${status}`);

/** Its status, the signal that ended it, or why it could not be started. */
export function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((ended) => {
    child.once('error', (error) => ended(error.message));
    child.once('close', (status, signal) => ended(status ?? `${signal}`));
  });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  } catch {
    // The program could not be started; its exit says why.
  }
  return Buffer.concat(chunks).toString('utf8');
}

let filesMade = 0;

/** An open file that has this text and no name any more. */
function temporaryFile(host: Host, text: string): number {
  const file = scratchFile(host);
  fillFile(file, text);
  return file;
}

/** An open file, empty and without a name: what inherits it can open it by its descriptor. */
export function scratchFile(host: Host): number {
  const path = scratchPath(host);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}

/** Where something of this process may stand for a moment. */
export function scratchPath({ runtimeFolder }: Host): string {
  filesMade += 1;
  return join(runtimeFolder, `${process.pid}-${filesMade}.tmp`);
}

/** Puts other content in the place of what is in an open file. Whoever reads it begins at its beginning. */
export function fillFile(file: number, content: string | Buffer): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  ftruncateSync(file, 0);
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, written);
  }
}
