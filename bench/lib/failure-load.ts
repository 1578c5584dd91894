import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from '#test/history/caller.ts';
import type { Fleet, Member } from '#test/history/fleet.ts';
import type { Run } from '#test/history/run.ts';
import { idOf, keyOf, LANES } from '#test/history/world.ts';

/** The run whose interface the probes of a process change. It is in no history. */
export const probeRun = ({ name }: Member): string => `probe-${name}`;
/** Its account; the histories have the others. */
export const PROBE_LANE = LANES - 1;

const PROBE_REST_MS = 50;
const TURN_MS = 150;
/** What `Retry-After` asks for. */
const RETRY_MS = 1_000;
/** Histories that are made at the same time. */
const AT_ONCE = 6;
/** Clients are well when nothing has failed for so long, and everyone has been answered. */
const WELL_MS = 4_000;

type Kind = 'write' | 'read';

/** One answer to a probe. */
interface Sample {
  readonly kind: Kind;
  readonly who: string;
  readonly from: number;
  readonly to: number;
  /** '' for a success. */
  readonly code: string;
}

const KINDS: readonly Kind[] = ['write', 'read'];

/** What clients ask of all processes, until they are told to stop. */
export class FailureLoad {
  readonly #fleet: Pick<Fleet, 'members'>;
  readonly #waiting: Run[];
  readonly #samples: Sample[] = [];
  /** The last numbers that were written, and that were acknowledged, by process. */
  readonly #sent = new Map<string, number>();
  readonly #acknowledged = new Map<string, number>();
  /** The histories that were begun. */
  readonly runs: Run[] = [];
  readonly breaches: string[] = [];
  #stopped = false;
  readonly #clients: Promise<unknown>[];

  constructor(fleet: Pick<Fleet, 'members'>, runs: readonly Run[]) {
    this.#fleet = fleet;
    this.#waiting = [...runs];
    const probes = fleet.members.flatMap((member) =>
      KINDS.map((kind) => this.#probe(member, kind)),
    );
    const histories = Array.from({ length: AT_ONCE }, () => this.#histories());
    this.#clients = [...probes, ...histories];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#clients);
  }

  /** Whether every process has answered well for some seconds, at least since `at`. */
  wellSince(at: number): boolean {
    const now = performance.now();
    if (now - at < WELL_MS) return false;
    const recent = this.#samples.filter(({ to }) => to > now - WELL_MS);
    return this.#fleet.members.every(({ name }) =>
      KINDS.every((kind) => {
        const own = recent.filter((each) => each.who === name && each.kind === kind);
        return own.length > 0 && own.every(({ code }) => code === '');
      }),
    );
  }

  /** The longest time without a success after `at`, of the slowest process, in milliseconds. */
  longestGap(kind: Kind, at: number): number {
    const gaps = this.#fleet.members.map(({ name }) => {
      const ends = this.#samples
        .filter((each) => each.who === name && each.kind === kind && each.code === '')
        .map(({ to }) => to);
      return Math.max(...ends.map((end, n) => (end > at && n > 0 ? end - (ends[n - 1] ?? 0) : 0)));
    });
    return Math.max(...gaps);
  }

  /** How often each code was answered, and how long the slowest answer took. */
  get answers(): { readonly codes: string; readonly slowestMs: number } {
    const counts = new Map<string, number>();
    for (const { code } of this.#samples) counts.set(code, (counts.get(code) ?? 0) + 1);
    const codes = [...counts].map(([code, count]) => `${code || 'ok'} ${count}`).join(', ');
    return { codes, slowestMs: Math.max(...this.#samples.map(({ from, to }) => to - from)) };
  }

  /** What was acknowledged and is not there. */
  async lost(): Promise<string[]> {
    const lost: string[] = [];
    for (const member of this.#fleet.members) {
      const caller = this.#caller();
      const reply = await caller.ask(member, ask(member, 'read', 0));
      caller.leave();
      const seen = reply.kind === 'answer' ? Number(reply.result?.Description) : Number.NaN;
      const least = this.#acknowledged.get(member.name) ?? 0;
      const most = this.#sent.get(member.name) ?? 0;
      if (seen >= least && seen <= most) continue;
      lost.push(`${member.name}: ${seen} is there, ${least} was acknowledged, ${most} sent`);
    }
    return lost;
  }

  async #probe(member: Member, kind: Kind): Promise<void> {
    const caller = this.#caller();
    const { name } = member;
    for (let n = 1; !this.#stopped; n += 1) {
      const from = performance.now();
      if (kind === 'write') this.#sent.set(name, n);
      const reply = await caller.ask(member, ask(member, kind, n));
      const code = reply.kind === 'answer' ? reply.code : reply.kind;
      if (kind === 'write' && code === '') this.#acknowledged.set(name, n);
      this.#samples.push({ kind, who: name, from, to: performance.now(), code });
      await sleep(PROBE_REST_MS);
    }
    caller.leave();
  }

  async #histories(): Promise<void> {
    for (let run = this.#next(); run !== undefined; run = this.#next()) {
      this.runs.push(run);
      await run.drive(async (answer) => {
        const failed = answer.kind === 'refused' && answer.code === 'ServiceUnavailableTemp';
        if (!this.#stopped) await sleep(failed || answer.kind === 'unknown' ? RETRY_MS : TURN_MS);
      });
    }
  }

  #next(): Run | undefined {
    return this.#stopped ? undefined : this.#waiting.shift();
  }

  #caller(): Caller {
    return new Caller((breach) => this.breaches.push(breach));
  }
}

function ask(member: Member, kind: Kind, n: number) {
  const NetworkInterfaceId = idOf(probeRun(member), 'e0');
  const common = { service: 'vpc', credentials: keyOf(PROBE_LANE) } as const;
  return kind === 'read'
    ? { ...common, action: 'DescribeNetworkInterfaceAttributes', input: { NetworkInterfaceId } }
    : {
        ...common,
        action: 'ModifyNetworkInterfaceAttributes',
        input: { NetworkInterfaceId, Description: String(n) },
      };
}
