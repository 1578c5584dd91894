import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the end of its standard input, which comes when Tenon is gone, however it went. Then it
 * asks the command and what the command has started to end, and after five seconds makes them.
 * Linux lists a process's children in /proc where the kernel is built so; pgrep is the other way.
 */
const SCRIPT = `
tree() {
  echo "$1"
  for child in $(cat /proc/"$1"/task/*/children 2>/dev/null || pgrep -P "$1" 2>/dev/null); do
    tree "$child"
  done
}
read -r pid || exit 0
while read -r _; do :; done
all=$(tree "$pid")
kill -TERM $all 2>/dev/null
for _ in 1 2 3 4 5; do
  left=
  for each in $all; do
    kill -0 "$each" 2>/dev/null && left="$left $each"
  done
  [ -n "$left" ] || exit 0
  sleep 1
done
kill -KILL $left 2>/dev/null
`;

/**
 * Ends the command of `tenon run` when Tenon is killed by a signal that it cannot pass on: the
 * command would go on without its server. It is a shell in a session of its own, which a signal to
 * Tenon's process group or terminal does not reach. Without a POSIX shell there is no guard.
 */
export class RunGuard {
  readonly #shell: ChildProcess | undefined;
  readonly #ended: Promise<unknown>;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    const { PATH = '' } = env;
    if (process.platform === 'win32') {
      this.#ended = Promise.resolve();
      return;
    }
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
      env: { PATH },
    });
    this.#shell.stdin?.on('error', () => {});
    this.#ended = once(this.#shell, 'exit').catch(() => {});
    this.#shell.unref();
  }

  /** Tells it whom to end. */
  watch(pid: number): void {
    this.#shell?.stdin?.write(`${pid}\n`);
  }

  /** The command has ended: the guard is no longer needed. */
  async dismiss(): Promise<void> {
    if (this.#shell?.pid === undefined) return;
    this.#shell.ref();
    this.#shell.kill('SIGKILL');
    await this.#ended;
  }
}
