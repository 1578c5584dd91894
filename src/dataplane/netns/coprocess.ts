import type { ChildProcess } from 'node:child_process';
import {
  CommandFailed,
  exitOf,
  type Host,
  isSignal,
  type LineFailure,
  type NamespaceRef,
  start,
} from './host.ts';

/** What `ip` answered to the lines of one call. */
export interface Answer {
  /** One for each line that shows something. */
  readonly shown: readonly unknown[][];
  /** What changed while it was read, so that some of it may be missing or twice there. */
  readonly interrupted: boolean;
  readonly failures: readonly LineFailure[];
}

/** Why a process ended, and whether somebody else has ended it. */
interface End {
  readonly reason: string;
  readonly killed: boolean;
}

interface Call {
  readonly lines: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** One program cannot keep stdout and stderr in order as two pipes; as one it does. */
const MERGED = ['sh', '-c', 'exec "$@" 2>&1', 'sh'];
/** No object of `ip` has this name, so this line fails before anything is asked of the kernel. */
const END = 'tenon-end-of-call';

/** How `ip` says that the kernel could not give a list in one piece. It shows it all the same. */
const INTERRUPTED = 'Dump was interrupted and may be inconsistent.';
/** How often a list is read that changes meanwhile. */
const ATTEMPTS = 20;

/**
 * A line that names another namespace leaves that one's file open in `ip` for as long as it runs:
 * so it runs until there are this many, and no longer than that other namespace is to live.
 */
const HELD_AT_MOST = 256;
const NAMES_ANOTHER = / netns (\/?)/;

/**
 * `ip -batch -` that runs on in one namespace and is given lines as they come: a line takes a tenth
 * of what a program of its own would. Calls are written without waiting for those before, and are
 * carried out in order. It is started by the first call that needs it.
 */
export class Coprocess {
  readonly #host: Host;
  readonly #where: NamespaceRef | undefined;
  readonly #limit: IdleLimit | undefined;
  readonly #options: readonly string[];
  #running: Running | undefined;
  /** How many files of other namespaces it has open. */
  #held = 0;
  /** Calls that wait for an earlier process to answer its last call and end. */
  #waiting: Call[] | undefined;

  constructor(
    host: Host,
    where?: NamespaceRef,
    { limit, options = [] }: { limit?: IdleLimit | undefined; options?: readonly string[] } = {},
  ) {
    this.#host = host;
    this.#where = where;
    this.#limit = limit;
    this.#options = options;
  }

  /** Whether it waits for no answer. */
  get idle(): boolean {
    return (this.#running?.calls.length ?? 0) === 0;
  }

  /** The process, for tests that end it. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  /** Runs all the lines, those after one that failed as well. @throws CommandFailed */
  async run(lines: readonly string[]): Promise<Answer> {
    const answer = await this.attempt(lines);
    if (answer.failures.length > 0) throw new CommandFailed('ip', answer.failures);
    return answer;
  }

  /** The same, where lines may fail. @throws CommandFailed when the program ended over it. */
  async attempt(lines: readonly string[]): Promise<Answer> {
    for (const line of lines) {
      if (/[\n\r\\#]/.test(line)) throw new Error(`not one line for ip: [${line}]`);
    }
    const { beforeChange } = this.#host;
    if (beforeChange === undefined) return this.#send(lines);
    const shown: unknown[][] = [];
    let interrupted = false;
    const failures: LineFailure[] = [];
    for (const line of lines) {
      await beforeChange(line);
      const answer = await this.#send([line]);
      shown.push(...answer.shown);
      failures.push(...answer.failures);
      interrupted ||= answer.interrupted;
    }
    return { shown, failures, interrupted };
  }

  /** What the line shows, read again if it changed meanwhile. @throws CommandFailed */
  async read(line: string): Promise<readonly unknown[][]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { shown, interrupted } = await this.run([line]);
      if (!interrupted) return shown;
    }
    throw new CommandFailed('ip', [{ line, output: `it changed ${ATTEMPTS} times while read` }]);
  }

  #send(lines: readonly string[]): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) =>
      this.#queue({ lines, resolve, reject }),
    );
    return lines.some((line) => NAMES_ANOTHER.test(line))
      ? answer.finally(() => this.#hold(lines))
      : answer;
  }

  #queue(call: Call): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(call);
      return;
    }
    this.#running ??= this.#start();
    this.#running.write(call);
    this.#limit?.used(this);
  }

  #hold(lines: readonly string[]): void {
    const matches = lines.map((line) => NAMES_ANOTHER.exec(line)).filter((match) => match !== null);
    this.#held += matches.length;
    // A path leads to what others have made, and what may end at any time.
    const foreign = matches.some(([, path]) => path !== '');
    if (foreign || this.#held >= HELD_AT_MOST) this.renew();
  }

  /** Sees to it that no other namespace is kept alive. */
  letGo(): void {
    if (this.#held > 0) this.renew();
  }

  /**
   * Has later calls carried out by another process. `ip` remembers which index the name of a link
   * has, and is wrong when the link was replaced from elsewhere.
   */
  renew(): void {
    const running = this.#running;
    if (running === undefined || this.#waiting !== undefined) return;
    this.#waiting = [];
    this.#held = 0;
    running.child.stdin?.end();
    void running.ended.then(() => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const call of waiting) this.#queue(call);
    });
  }

  #start(): Running {
    const running = new Running(
      start(
        this.#host,
        [...MERGED, 'ip', ...this.#options, '-json', '-force', '-batch', '-'],
        this.#where,
        'pipe',
      ),
    );
    void running.ended.then((end) => {
      if (this.#running === running) {
        this.#running = undefined;
        this.#limit?.forget(this);
      }
      this.#bury(running, end);
    });
    return running;
  }

  /**
   * Answers for one that has died. `ip` ends at some lines that it cannot read, so the call that it
   * was at may be done in part and fails. Those behind it have not begun: a new one carries them
   * out, unless the dead one never got to do anything.
   */
  #bury(dead: Running, { reason, killed }: End): void {
    const [current, ...behind] = dead.calls;
    if (current === undefined) return;
    const failure = { line: current.lines.join('; '), output: reason };
    const error = new CommandFailed('ip', [failure], killed);
    current.reject(error);
    if (dead.answered === 0) for (const call of behind) call.reject(error);
    else if (this.#waiting !== undefined) this.#waiting.unshift(...behind);
    else for (const call of behind) this.#queue(call);
  }

  /** Lets it end when it has answered all calls, and waits for that. */
  async close(): Promise<void> {
    this.#limit?.forget(this);
    while (this.#running !== undefined) {
      const running = this.#running;
      running.child.stdin?.end();
      await running.ended;
      if (this.#running === running) this.#running = undefined;
    }
  }
}

/** What has a process that may be ended while it is idle: the next call starts another. */
export interface Idler {
  readonly idle: boolean;
  renew(): void;
}

/** Ends the processes that have been idle for longest, so that at most `most` of them are. */
export class IdleLimit {
  readonly #most: number;
  /** The one that was used last comes last. */
  readonly #started = new Set<Idler>();

  constructor(most: number) {
    this.#most = most;
  }

  used(coprocess: Idler): void {
    this.#started.delete(coprocess);
    this.#started.add(coprocess);
    let tooMany = this.#started.size - this.#most;
    for (const each of this.#started) {
      if (tooMany <= 0) return;
      if (!each.idle) continue;
      tooMany -= 1;
      this.#started.delete(each);
      each.renew();
    }
  }

  forget(coprocess: Idler): void {
    this.#started.delete(coprocess);
  }
}

/** One process, and the calls that it has not answered. */
class Running {
  readonly child: ChildProcess;
  readonly calls: Call[] = [];
  readonly ended: Promise<End>;
  answered = 0;
  /** How many lines it has been given. */
  #written = 0;
  #text = '';
  #shown: unknown[][] = [];
  #failures: { line: number; output: string }[] = [];
  /** What was said since the last line that failed. */
  #said: string[] = [];
  #interrupted = false;

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    let started = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      started += text;
    });
    this.ended = exitOf(child).then((status) => {
      const said = [...this.#said, this.#text, started].join(' ').trim();
      return { reason: said || `ip ended: ${status}`, killed: isSignal(status) };
    });
  }

  write(call: Call): void {
    this.calls.push(call);
    const { stdin } = this.child;
    if (stdin === null) return;
    // Calls of one turn of the event loop are written together: each write wakes the process.
    if (stdin.writableCorked === 0) {
      stdin.cork();
      process.nextTick(() => stdin.uncork());
    }
    stdin.write([...call.lines, END, ''].join('\n'));
  }

  #read(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    const failed = /^Command failed -:(\d+)$/.exec(line);
    if (failed?.[1] !== undefined) this.#failed(Number(failed[1]));
    else if (line === INTERRUPTED) this.#interrupted = true;
    else if (line !== '' && !this.#shows(line)) this.#said.push(line);
  }

  /** Whether the line is what a line of ours was to show. */
  #shows(line: string): boolean {
    if (!line.startsWith('[')) return false;
    try {
      this.#shown.push(JSON.parse(line) as unknown[]);
      return true;
    } catch {
      return false;
    }
  }

  #failed(line: number): void {
    const call = this.calls[0];
    if (call === undefined) return;
    const end = this.#written + call.lines.length + 1;
    if (line < end) this.#failures.push({ line, output: this.#said.join(' ') });
    else this.#answer(call);
    this.#said = [];
  }

  #answer(call: Call): void {
    const first = this.#written + 1;
    const failures = this.#failures.map(({ line, output }) => ({
      line: call.lines[line - first] ?? '',
      output,
    }));
    const shown = this.#shown;
    const interrupted = this.#interrupted;
    this.#written += call.lines.length + 1;
    this.#failures = [];
    this.#shown = [];
    this.#interrupted = false;
    this.answered += 1;
    this.calls.shift();
    call.resolve({ shown, failures, interrupted });
  }
}
