import type { ChildProcess } from 'node:child_process';
import { type Answer, Coprocess, type IdleLimit } from './coprocess.ts';
import {
  CommandFailed,
  exitOf,
  type Host,
  type LineFailure,
  type NamespaceRef,
  run,
  start,
} from './host.ts';
import { identityOf } from './identity.ts';
import { NftCoprocess } from './nft-coprocess.ts';

/** One network namespace of this data plane, and the programs that change it. */
export interface Namespace {
  /** As `ip netns` knows it; for one that has no name there, the path of its file. */
  readonly name: string;
  /**
   * Runs lines of `ip -batch` in order; a line may begin with `-6 `, which some objects (rules) need
   * to know their family. A line that fails does not keep those behind it from being run.
   * @throws CommandFailed that tells which failed, and what iproute2 said.
   */
  ip(lines: readonly string[]): Promise<void>;
  /**
   * What iproute2 shows, read from its JSON: `show(['route', 'show', 'table', 'all'])`, or of IPv6
   * `show(['-6', 'route', 'show', 'table', 'all'])`.
   */
  show(args: readonly string[]): Promise<unknown[]>;
  /** Carries out one nftables transaction. @throws CommandFailed, and nothing has changed. */
  nft(ruleset: string): Promise<void>;
  /** What nftables lists, read from its JSON: `nftJson(['list', 'ruleset'])`. */
  nftJson(args: readonly string[]): Promise<unknown>;
  /** Writes kernel parameters: `sysctl({ 'net.ipv4.ip_forward': 1 })`. */
  sysctl(values: Readonly<Record<string, string | number>>): Promise<void>;
  /**
   * Runs a long-lived program in it, whose output is read line by line, until it is stopped or the
   * namespace is closed. `onEnd` is told why it ended when nobody stopped it.
   */
  watch(
    command: readonly string[],
    onLine: (line: string) => void,
    onEnd?: (reason: string) => void,
  ): Promise<Watch>;
  /** Forgets what `ip` has remembered of links: others have replaced one. */
  renew(): void;
  /** Ends all that runs in it for us, which would keep it alive after its deletion. */
  close(): Promise<void>;
}

/** A plugged NIC as its router sees it. */
export interface Link {
  readonly nicId: string;
  /** Its name in the router. */
  readonly device: string;
  readonly mac: string;
  /** False while its instance is stopped: then it has neither routes nor traffic. */
  readonly up: boolean;
}

export interface Watch {
  stop(): Promise<void>;
}

/** Reads `path value` lines: a shell redirects, and what is written comes as data alone. */
const WRITE_SYSCTLS = `status=0
while read -r path value; do printf '%s\\n' "$value" > "$path" || status=1; done
exit $status`;

/** Such a program reads nothing by which it could learn that the process that started it is gone. */
const UNTIL_WE_END = ['setpriv', '--pdeathsig', 'KILL'];

const SYSCTL = /^[a-z0-9_]+(\.[A-Za-z0-9_-]+)+$/;

const IPV6 = '-6';
const isIpv6 = (line: string) => line.startsWith(`${IPV6} `);

/** The lines in runs of the same family, in order. */
function inRuns(lines: readonly string[]): Map<number, string[]> {
  let runs = 0;
  return Map.groupBy(lines, (line, n) => {
    if (n > 0 && isIpv6(line) !== isIpv6(lines[n - 1] ?? '')) runs += 1;
    return runs;
  });
}

/** `ip` shows an empty object for each that it was told to leave out. */
const withoutEmpty = (shown: readonly unknown[]): unknown[] =>
  shown.filter((each) => Object.keys(each as object).length > 0);

interface OpenOptions {
  readonly limit?: IdleLimit | undefined;
  readonly identity?: string | undefined;
}

/** A namespace that is there, and is called by its name or reached by its path. */
export class OpenNamespace implements Namespace {
  readonly name: string;
  readonly where: NamespaceRef;
  /** Which it was when it was opened: another may have got its name since. */
  readonly identity: string | undefined;
  /** Where changes are made. */
  readonly coprocess: Coprocess;
  /** The same for what is said of IPv6 alone: a line of a batch has no options. */
  readonly #ipv6: Coprocess;
  readonly #nft: NftCoprocess;
  readonly #host: Host;
  readonly #watches = new Set<Watch>();
  #ended = false;

  /** Whether it is there no more under the name or path by which it was opened. */
  get hasGone(): boolean {
    return this.#ended || identityOf(this.#host, this.where) !== this.identity;
  }

  constructor(host: Host, where: NamespaceRef, { limit, identity }: OpenOptions = {}) {
    this.where = where;
    this.identity = identity;
    this.name = 'name' in where ? where.name : where.path;
    this.#host = host;
    this.coprocess = new Coprocess(host, where, { limit });
    this.#ipv6 = new Coprocess(host, where, { limit, options: [IPV6] });
    this.#nft = new NftCoprocess(host, where, limit);
  }

  async ip(lines: readonly string[]): Promise<void> {
    const { failures } = await this.#attempt(lines);
    if (failures.length > 0) throw new CommandFailed('ip', failures);
  }

  async #attempt(lines: readonly string[]): Promise<Answer> {
    this.#refuseWhenEnded();
    const shown: unknown[][] = [];
    const failures: LineFailure[] = [];
    let interrupted = false;
    for (const [, run] of inRuns(lines)) {
      const answer = await (isIpv6(run[0] ?? '')
        ? this.#ipv6.attempt(run.map((line) => line.slice(IPV6.length + 1)))
        : this.coprocess.attempt(run));
      shown.push(...answer.shown);
      failures.push(...answer.failures);
      interrupted ||= answer.interrupted;
    }
    return { shown, failures, interrupted };
  }

  /**
   * Runs lines of which some may fail, and then reads. Resolves to what each read shows, and to what
   * failed. @throws CommandFailed when a read fails, or when the program ended over a line.
   */
  async runAndShow(
    lines: readonly string[],
    reads: readonly string[],
  ): Promise<{ shown: unknown[][]; failures: readonly LineFailure[] }> {
    const { shown, failures, interrupted } = await this.#attempt([...lines, ...reads]);
    if (failures.some(({ line }) => reads.includes(line))) throw new CommandFailed('ip', failures);
    if (interrupted) {
      // One after the other: what changes them may go on for a while.
      const again = [];
      for (const line of reads) again.push(await this.show(line.split(' ')));
      return { shown: again, failures };
    }
    // Some lines that change something show an empty list (`rule flush`).
    return { shown: shown.slice(-reads.length).map(withoutEmpty), failures };
  }

  async show(args: readonly string[]): Promise<unknown[]> {
    this.#refuseWhenEnded();
    const [coprocess, words] =
      args[0] === IPV6 ? [this.#ipv6, args.slice(1)] : [this.coprocess, args];
    const line = words.join(' ');
    // After `link show` the same process shows a device without its addresses.
    if (/^addr show dev /.test(line)) throw new Error('ask for the addresses of all devices');
    const [answer] = await coprocess.read(line);
    if (answer === undefined) throw new Error(`ip ${line} shows nothing in ${this.name}`);
    return withoutEmpty(answer);
  }

  async nft(ruleset: string): Promise<void> {
    this.#refuseWhenEnded();
    await this.#host.beforeChange?.(`nft ${ruleset}`);
    await this.#nft.run(ruleset);
  }

  async nftJson(args: readonly string[]): Promise<unknown> {
    this.#refuseWhenEnded();
    const { stdout } = await run(this.#host, ['nft', '-j', ...args], { where: this.where });
    return JSON.parse(stdout);
  }

  async sysctl(values: Readonly<Record<string, string | number>>): Promise<void> {
    this.#refuseWhenEnded();
    const lines = Object.entries(values).map(([name, value]) => {
      if (!SYSCTL.test(name)) throw new Error(`[${name}] is not a kernel parameter`);
      return `/proc/sys/${name.replaceAll('.', '/')} ${value}\n`;
    });
    await this.#host.beforeChange?.(`sysctl ${Object.keys(values).join(' ')}`);
    const input = lines.join('');
    await run(this.#host, ['sh', '-c', WRITE_SYSCTLS], { where: this.where, input });
  }

  async watch(
    command: readonly string[],
    onLine: (line: string) => void,
    onEnd: (reason: string) => void = () => {},
  ): Promise<Watch> {
    this.#refuseWhenEnded();
    // It changes nothing, so a successor need not wait for it.
    const unlocked = { ...this.#host, lock: undefined };
    const child = start(unlocked, [...UNTIL_WE_END, ...command], this.where);
    const watch = new Watched(child, onLine);
    this.#watches.add(watch);
    void watch.ended.then((reason) => {
      if (this.#watches.delete(watch)) onEnd(reason);
    });
    await watch.started;
    return { stop: () => this.#end(watch) };
  }

  async #end(watch: Watch): Promise<void> {
    this.#watches.delete(watch);
    await watch.stop();
  }

  renew(): void {
    this.coprocess.renew();
    this.#ipv6.renew();
  }

  /** Closes it for good: what is asked by its name from now on would be done to another one. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.close();
  }

  #refuseWhenEnded(): void {
    if (!this.#ended) return;
    throw new CommandFailed('ip', [{ line: '', output: `the namespace ${this.name} has gone` }]);
  }

  async close(): Promise<void> {
    await Promise.all([
      this.coprocess.close(),
      this.#ipv6.close(),
      this.#nft.close(),
      ...[...this.#watches].map((each) => this.#end(each)),
    ]);
  }
}

/** A program that is being read. */
class Watched implements Watch {
  readonly started: Promise<void>;
  /** Why it ended. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, onLine: (line: string) => void) {
    this.#child = child;
    this.started = new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    let begun = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${begun}${text}`.split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    this.ended = exitOf(child).then((status) => said.trim() || `ended: ${status}`);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
