import { spawn } from 'node:child_process';

/** A program that can be started. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** What it needs besides the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** What it reads from its standard input, which is empty otherwise. */
  readonly input?: string;
  /**
   * Passes the machine's proxy settings on. Only package clients need them, since clients of the
   * server must not use them.
   */
  readonly proxies?: boolean;
}

export interface Ended {
  /** Null when the program was ended because it took too long. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws when it cannot be started. */
export function run(program: Program, options: RunOptions = {}): Promise<Ended> {
  const { command, args } = program;
  const { cwd, timeoutMs = 300_000, proxies = false, input = '' } = options;
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...inherited(proxies), ...program.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    // It may end without reading it.
    child.stdin.on('error', () => {}).end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** The last lines of a program's output, for a message. */
export function lastWords({ code, stdout, stderr }: Ended, lines = 15): string {
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-lines).join('\n');
  return `${code === null ? 'it took too long and was ended' : `exit code ${code}`}\n${said}`;
}

/**
 * What is left out: settings of the machine's owner for the real cloud, and, for clients of the
 * server, proxies: some SDKs would ask one for 127.0.0.1 (docs/clients.md).
 */
function inherited(proxies: boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ||
      /^(VOLC|VOLCENGINE|VOLCSTACK)_/.test(name) ||
      (!proxies && /^(https?|all|no)_proxy$/i.test(name))
        ? []
        : [[name, value]],
    ),
  );
}
