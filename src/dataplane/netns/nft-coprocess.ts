import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { IdleLimit } from './coprocess.ts';
import {
  CommandFailed,
  exitOf,
  fillFile,
  type Host,
  isSignal,
  type NamespaceRef,
  scratchFile,
  start,
} from './host.ts';

const END = 'tenon-end-of-call';
/** Where the shell finds the ruleset: after the standard ones and the plane's lock. */
const RULESET_FD = 4;
const RUN_NFT = `while read -r _; do
nft -f /dev/fd/${RULESET_FD} </dev/null 2>&1
echo "${END} $?"
done`;

interface Call {
  readonly ruleset: string;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/**
 * Runs `nft` in one namespace, once for each ruleset, from a shell that runs on there: to start a
 * program from this process holds it up for longer than the program takes. The first call that
 * needs the shell starts it. A ruleset is handed over in a file without a name that both have open.
 */
export class NftCoprocess {
  readonly #host: Host;
  readonly #where: NamespaceRef;
  readonly #limit: IdleLimit | undefined;
  readonly #calls: Call[] = [];
  #shell: Shell | undefined;
  /** Of shells that were told to end. */
  readonly #ending = new Set<Promise<unknown>>();

  constructor(host: Host, where: NamespaceRef, limit?: IdleLimit) {
    this.#host = host;
    this.#where = where;
    this.#limit = limit;
  }

  /** Whether it waits for no answer. */
  get idle(): boolean {
    return this.#calls.length === 0;
  }

  /** The shell, for tests that end it. */
  get pid(): number | undefined {
    return this.#shell?.pid;
  }

  /** Carries out one transaction, when those before it have ended. @throws CommandFailed */
  run(ruleset: string): Promise<void> {
    return new Promise((done, failed) => {
      this.#calls.push({ ruleset, done, failed });
      if (this.#calls.length === 1) this.#next();
      this.#limit?.used(this);
    });
  }

  #next(): void {
    const [call] = this.#calls;
    if (call === undefined) return;
    try {
      this.#shell ??= this.#start();
      this.#shell.begin(call.ruleset);
    } catch (error) {
      this.#end(error as Error);
    }
  }

  /** Ends the call that is being carried out. */
  #end(error?: Error): void {
    const call = this.#calls.shift();
    if (error === undefined) call?.done();
    else call?.failed(error);
    this.#next();
  }

  #start(): Shell {
    const shell = new Shell(this.#host, this.#where, ({ status, output }) => {
      this.#end(status === 0 ? undefined : failure(output || `ended: ${status}`));
    });
    void shell.ended.then(({ status, output }) => {
      if (this.#shell !== shell) return;
      this.#shell = undefined;
      // By now its `nft` has ended as well, since that has the same output.
      if (shell.busy) this.#end(failure(output || `ended: ${status}`, isSignal(status)));
    });
    return shell;
  }

  /** Ends the shell, which is idle: the next call starts another. */
  renew(): void {
    const shell = this.#shell;
    if (shell === undefined) return;
    this.#shell = undefined;
    const ended = shell.finish().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** Lets it end when it has carried out all calls, and waits for that. */
  async close(): Promise<void> {
    this.#limit?.forget(this);
    while (this.#shell !== undefined) {
      const shell = this.#shell;
      await shell.finish();
      if (this.#shell === shell) this.#shell = undefined;
    }
    await Promise.all(this.#ending);
  }
}

const failure = (output: string, killed = false) =>
  new CommandFailed('nft', [{ line: '', output }], killed);

interface Answer {
  readonly status: number | string;
  readonly output: string;
}

/** One shell, and the ruleset that it is given. */
class Shell {
  readonly ended: Promise<Answer>;
  busy = false;
  readonly #child: ChildProcess;
  readonly #file: number;
  #text = '';

  constructor(host: Host, where: NamespaceRef, answered: (answer: Answer) => void) {
    this.#file = scratchFile(host);
    this.#child = start(host, ['sh', '-c', RUN_NFT], where, 'pipe', this.#file);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      const end = /^tenon-end-of-call (\d+)\n/m.exec(this.#text);
      if (end === null) return;
      const output = this.#text.slice(0, end.index).trim();
      this.#text = '';
      this.busy = false;
      answered({ status: Number(end[1]), output });
    });
    let started = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      started += text;
    });
    this.ended = exitOf(this.#child).then((status) => {
      closeSync(this.#file);
      return { status, output: `${this.#text}${started}`.trim() };
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  begin(ruleset: string): void {
    this.busy = true;
    fillFile(this.#file, ruleset);
    this.#child.stdin?.write('\n');
  }

  /** Lets it end after what it is doing, and waits for that. */
  async finish(): Promise<void> {
    this.#child.stdin?.end();
    await this.ended;
  }
}
