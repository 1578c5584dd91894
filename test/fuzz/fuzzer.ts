import { Connection, type RawAnswer } from '../support/connection.ts';
import type { Caller } from './calls.ts';
import { type Case, nextCase } from './cases.ts';
import { Random } from './random.ts';
import { faultOf } from './verdict.ts';

export interface FuzzOptions {
  readonly host: string;
  readonly count: number;
  readonly seed: number;
  readonly caller: Omit<Caller, 'random' | 'theme'>;
  /** A sound request that must succeed at any time. */
  readonly probe: () => Buffer;
}

export interface FoundFault {
  readonly index: number;
  readonly kind: string;
  readonly fault: string;
  readonly sent: string;
  readonly answered: string;
}

export interface Report {
  readonly findings: readonly FoundFault[];
  /** How often each `kind status` was answered. */
  readonly answers: ReadonlyMap<string, number>;
  /** Per `service:Action`, how many requests of it reached the action, and how many succeeded. */
  readonly reached: ReadonlyMap<string, { reached: number; succeeded: number }>;
}

const WORKERS = 8;
const FINDINGS_KEPT = 20;
const PROBE_EVERY = 10;
const SHOWN = 1500;
/** Far longer than a request takes even on a loaded machine: a request that takes longer hangs. */
const GUARD_MS = 60_000;

/** Sends `count` generated requests and judges every answer. */
export async function fuzz(options: FuzzOptions): Promise<Report> {
  const run = new Run(options);
  await Promise.all(Array.from({ length: WORKERS }, () => run.work()));
  return run;
}

class Run implements Report {
  readonly findings: FoundFault[] = [];
  readonly answers = new Map<string, number>();
  readonly reached = new Map<string, { reached: number; succeeded: number }>();
  readonly #options: FuzzOptions;
  #next = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
  }

  async work(): Promise<void> {
    const { host, count, seed, caller } = this.#options;
    let connection = await Connection.open(host);
    while (this.#next < count && this.findings.length < FINDINGS_KEPT) {
      const index = this.#next++;
      const random = new Random(seed * 1_000_003 + index);
      const made = nextCase({ ...caller, random, theme: caller.pool.theme(random) });
      if (connection.closed) connection = await Connection.open(host);
      const fault = made.framed
        ? await guarded(this.#framed(connection, made))
        : await guarded(this.#unframed(made));
      if (fault !== undefined) {
        this.#find(index, made, fault);
        connection.destroy();
        connection = await Connection.open(host);
      }
      if (index % PROBE_EVERY > 0) continue;
      const ill = await guarded(this.#probe());
      if (ill !== undefined) this.#find(index, made, ill);
    }
    connection.destroy();
  }

  /** Expects one answer; the connection is used again unless the answer closes it. */
  async #framed(connection: Connection, made: Case): Promise<Fault | undefined> {
    const { kind, bytes, vpcId } = made;
    connection.write(bytes);
    const answer = await connection.answer();
    if (answer === undefined) return { fault: 'no answer' };
    this.#count(kind, answer, vpcId);
    if (answer.headers.connection === 'close') await drained(connection);
    if (made.refused && answer.status === 200) return { fault: 'taken', answer };
    return judged(answer);
  }

  /** Expects any number of answers, but at least one if the bytes ask for anything. */
  async #unframed({ kind, bytes }: Case): Promise<Fault | undefined> {
    const connection = await Connection.open(this.#options.host);
    try {
      connection.end(bytes);
      const bodyless = bytes.subarray(0, 5).toString() === 'HEAD ';
      let answers = 0;
      for (;;) {
        const answer = await connection.answer({ bodyless: bodyless && answers === 0 });
        if (answer === undefined) break;
        answers += 1;
        this.#count(kind, answer);
        const fault = bodyless && answers === 1 ? undefined : judged(answer);
        if (fault !== undefined) return fault;
      }
      const asked = bytes.toString('latin1').trim() !== '';
      return asked && answers === 0 ? { fault: 'no answer' } : undefined;
    } finally {
      connection.destroy();
    }
  }

  /** Whether the server still works. */
  async #probe(): Promise<Fault | undefined> {
    const connection = await Connection.open(this.#options.host);
    try {
      const answer = await connection.ask(this.#options.probe());
      return answer.status === 200 ? undefined : { fault: 'a sound request refused', answer };
    } finally {
      connection.destroy();
    }
  }

  #count(kind: string, { status, json }: RawAnswer, vpcId?: string): void {
    const key = `${kind} ${status}`;
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
    const { Service: service, Action: action, Error: error } = json?.ResponseMetadata ?? {};
    if (!service || !action) return;
    const name = `${service}:${action}`;
    const counts = this.reached.get(name) ?? { reached: 0, succeeded: 0 };
    this.reached.set(name, counts);
    // The gateway's own refusals have numbers; those of actions have none.
    if (status === 200 || error?.CodeN === 0) counts.reached += 1;
    if (status === 200) {
      counts.succeeded += 1;
      this.#options.caller.pool.learn(json.Result, vpcId);
    }
  }

  #find(index: number, { kind, bytes }: Case, { fault, answer }: Fault): void {
    const sent = bytes.subarray(0, SHOWN).toString('latin1');
    const answered = answer === undefined ? '' : `${answer.status} ${answer.body.slice(0, SHOWN)}`;
    this.findings.push({ index, kind, fault, sent, answered });
  }
}

interface Fault {
  readonly fault: string;
  readonly answer?: RawAnswer;
}

function judged(answer: RawAnswer): Fault | undefined {
  const fault = faultOf(answer);
  return fault === undefined ? undefined : { fault, answer };
}

async function drained(connection: Connection): Promise<void> {
  while ((await connection.answer()) !== undefined);
  connection.destroy();
}

/** A hang and a broken connection are findings like any other. */
async function guarded(work: Promise<Fault | undefined>): Promise<Fault | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<Fault>((done) => {
    timer = setTimeout(() => done({ fault: `no answer in ${GUARD_MS} ms` }), GUARD_MS);
  });
  try {
    return await Promise.race([work, stuck]);
  } catch (error) {
    return { fault: String(error) };
  } finally {
    clearTimeout(timer);
  }
}
