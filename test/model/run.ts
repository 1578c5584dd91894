import { expect } from 'vitest';
import { breaches } from '../support/invariants.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { PLANS } from './plans.ts';
import { Model } from './state.ts';
import { Picker } from './step.ts';
import { dwell, System } from './system.ts';
import { Views } from './views.ts';
import type { Account } from './world.ts';

/** A plan with the number that leads to its choices, or a stretch of time. */
export type Turn = { readonly plan: string; readonly seed: number } | { readonly ms: number };

/** Longer than any transition. */
const FOREVER_MS = 3_600_000;
/** After this many requests it is also checked what the other account sees. */
const LOOK_ROUND = 5;

/** A server and the model of it, side by side. @throws AssertionError where they differ. */
export class Run {
  /** What was asked and answered. */
  readonly story: string[] = [];
  readonly #model = new Model(dwell);
  readonly #system: System;
  readonly #views: Views;
  readonly #met: (action: string, code: string) => void;

  private constructor(system: System, met: (action: string, code: string) => void) {
    this.#system = system;
    this.#views = new Views(this.#model, system);
    this.#met = met;
  }

  /** `met` is called with each answer that was correct. */
  static async start(
    met: (action: string, code: string) => void,
    { faulty = false } = {},
  ): Promise<Run> {
    return new Run(await System.start(faulty), met);
  }

  async take(turns: readonly Turn[]): Promise<void> {
    await this.#pass(0);
    for (const turn of turns) {
      if ('ms' in turn) await this.#pass(turn.ms);
      else await this.#ask(turn.plan, turn.seed);
    }
    await this.#pass(FOREVER_MS);
    await this.#check('all', true);
  }

  end(): Promise<void> {
    return this.#system.stop();
  }

  async #ask(name: string, seed: number): Promise<void> {
    const { plan } = PLANS[name] ?? {};
    if (plan === undefined) throw new Error(`no plan is called ${name}`);
    const pick = new Picker(seed);
    const { account } = pick;
    const step = plan(this.#model, pick);
    const { service, action, input, code } = step;
    const reply = await this.#system.ask(account, service, action, input);
    const answer = reply.code || reply.status;
    this.story.push(`${account}: ${action} ${JSON.stringify(input)} -> ${answer}`);
    expect(reply.code, `${action}: ${reply.message}`).toBe(code);
    if (code !== '') expect(this.#system.codesOf(service, action), action).toContain(code);
    this.#met(action, code);
    if (code === '') {
      await step.done(reply.result, (...asked) => this.#system.look(account, ...asked));
    }
    await this.#check(this.story.length % LOOK_ROUND === 0 ? 'all' : account);
  }

  async #pass(ms: number): Promise<void> {
    this.story.push(`${ms} ms pass`);
    this.#model.pass(ms);
    await this.#system.pass(ms);
    await this.#check('all');
  }

  async #check(who: Account | 'all', settled = false): Promise<void> {
    if (who === 'all') await this.#views.compareAll(settled);
    else await this.#views.compare(who);
    const { store, world } = this.#system.server;
    expect(await breaches(store, world, settled)).toEqual([]);
    await this.#system.server.settled();
    expect(await planeBreaches(store, this.#system.plane, settled)).toEqual([]);
  }
}
