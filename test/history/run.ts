import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../fuzz/random.ts';
import { Caller } from './caller.ts';
import { check } from './check.ts';
import type { Fleet } from './fleet.ts';
import { model } from './model.ts';
import { Names } from './names.ts';
import type { Answer, Operation, Request } from './operations.ts';
import { Plan } from './plan.ts';
import type { PlaneEvent } from './simulated-plane.ts';
import { tell } from './story.ts';
import { answerOf, askOf, isRead, isRepeatable, type Where } from './wire.ts';
import { ENIS, INSTANCES, limits, START } from './world.ts';

/** The actor of operations of the data plane. */
const PLANE = 'plane';
const CLIENTS = 4;
const TURNS = 11;
/** Some clients do not wait long for an answer; what they asked for may still happen. */
const IMPATIENT_SHARE = 0.03;
const IMPATIENT_MS = 25;
const REPEATS = 8;
const REST_MS = 30;

/** One seed: several clients that work on the same few interfaces and instances, and their history. */
export class Run {
  /** How many turns its clients take. */
  static readonly turns = CLIENTS * TURNS;
  readonly seed: number;
  readonly where: Where;
  readonly breaches: string[] = [];
  readonly #fleet: Pick<Fleet, 'members'>;
  readonly #plane: boolean;
  readonly #history: Operation[] = [];
  readonly #began = performance.now();
  #moment = 0;

  constructor(seed: number, lane: number, fleet: Pick<Fleet, 'members'>, plane: boolean) {
    const run = `${plane ? 'p' : 'n'}${seed}`;
    this.seed = seed;
    this.where = { run, lane, names: new Names(run, [...ENIS, ...INSTANCES]) };
    this.#fleet = fleet;
    this.#plane = plane;
  }

  /** All that its clients do. `onTurn` is told of each answer, and the next turn waits for it. */
  async drive(onTurn: (answer: Answer) => unknown): Promise<void> {
    const plan = new Plan(new Random(this.seed));
    const clients = Array.from({ length: CLIENTS }, (_, n) =>
      this.#client(`c${n}`, plan, new Random(this.seed * 31 + n + 1), onTurn),
    );
    await Promise.all(clients);
  }

  /** Reads everything once more, when all transitions have ended and all faults are over. */
  async lookBack(): Promise<void> {
    const caller = this.#caller();
    const random = new Random(this.seed);
    await this.#perform('end', caller, random, { do: 'list' });
    for (const instance of INSTANCES) {
      await this.#perform('end', caller, random, { do: 'show instance', instance });
    }
    caller.leave();
  }

  /** Notes an effect of the data plane if it concerns one of the run's interfaces. */
  note(event: PlaneEvent): void {
    const { names } = this.where;
    if (!names.has(event.nicId)) return;
    const eni = names.nameOf(event.nicId);
    const request: Request =
      event.do === 'unplugged'
        ? { do: event.do, eni }
        : { do: event.do, eni, instance: names.nameOf(event.instanceId) };
    this.#record(PLANE, request, { kind: 'ok' }, this.#now());
  }

  /** What is wrong with the history: an empty list when nothing is. */
  judge(): string[] {
    const spec = model(limits(this.#plane));
    const verdict = check(spec, START, this.#history);
    if (verdict.linearizable) return this.breaches;
    return [...this.breaches, tell(spec, START, this.#history)];
  }

  get operations(): number {
    return this.#history.length;
  }

  /** Requests that were carried out. */
  get successes(): number {
    return this.#history.filter(({ who, answer }) => who !== PLANE && answer.kind === 'ok').length;
  }

  async #client(
    name: string,
    plan: Plan,
    random: Random,
    onTurn: (answer: Answer) => unknown,
  ): Promise<void> {
    const caller = this.#caller();
    for (let turn = 0; turn < TURNS; turn += 1) {
      const request = plan.next(this.where.names.known('e'));
      const answer = await this.#perform(name, caller, random, request);
      plan.learn(request, answer);
      await onTurn(answer);
    }
    caller.leave();
  }

  async #perform(who: string, caller: Caller, random: Random, request: Request): Promise<Answer> {
    const token = `${this.where.run}-${this.#moment}`;
    const ask = askOf(request, this.where, token);
    const from = this.#now();
    let via = '';
    let answer: Answer = { kind: 'unknown' };
    let sent = false;
    let lost = false;
    for (let tries = 0; tries < REPEATS || !sent; tries += 1) {
      if (tries > 0) await sleep(REST_MS);
      const member = random.pick(this.#fleet.members);
      const patience = random.chance(IMPATIENT_SHARE) ? IMPATIENT_MS : undefined;
      const reply = await caller.ask(member, ask, patience);
      if (reply.kind === 'unsent') continue;
      sent = true;
      via = member.name;
      const said = answerOf(request, reply, this.where, (breach) => this.breaches.push(breach));
      // A refusal says nothing about the operations that were sent before it.
      answer = lost && said.kind === 'refused' ? answer : said;
      if (answer.kind !== 'unknown' || !isRepeatable(request)) break;
      lost = true;
    }
    this.#record(`${who} ${via}`, request, answer, from);
    return answer;
  }

  #caller(): Caller {
    return new Caller((breach) => this.breaches.push(breach));
  }

  #record(who: string, request: Request, answer: Answer, began: Moment): void {
    const ended = this.#now();
    // A read without an answer is left out: it says nothing, and it changed nothing.
    if (answer.kind === 'unknown' && isRead(request)) return;
    this.#history.push({
      who,
      request,
      answer,
      from: began.moment,
      to: answer.kind === 'unknown' ? Number.POSITIVE_INFINITY : ended.moment,
      beganMs: began.ms,
      endedMs: ended.ms,
    });
  }

  #now(): Moment {
    this.#moment += 1;
    return { moment: this.#moment, ms: performance.now() - this.#began };
  }
}

interface Moment {
  readonly moment: number;
  readonly ms: number;
}
