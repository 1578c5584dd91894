import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, lastWords, type Program, run } from './child.ts';
import type { ClientOfScenario } from './clients.ts';
import { type ClientServer, countOf, exercised, recordOf, stage } from './stage.ts';
import { STEPS, stepsOf } from './steps.ts';
import { Unavailable } from './toolchains.ts';

/** A build without a cache takes minutes. */
const PREPARE_MS = 1_200_000;
/** A scenario takes seconds; a busy machine more. */
const PLAY_MS = 600_000;

/**
 * Registers a suite whose program has to be prepared: with a toolchain or packages missing, its
 * tests are skipped and it says why, except where every suite is required (TENON_REQUIRE=all).
 */
export function suiteOf(name: string, prepare: () => Promise<void>, tests: () => void): void {
  describe(name, () => {
    let missing = '';
    beforeAll(async () => {
      try {
        await prepare();
      } catch (error) {
        if (!(error instanceof Unavailable) || process.env.TENON_REQUIRE === 'all') throw error;
        missing = error.message;
        console.warn(`${name}: not run here: ${missing}`);
      }
    }, PREPARE_MS);
    beforeEach(({ skip }) => {
      if (missing !== '') skip(missing);
    });
    tests();
  });
}

/** The output of a program: a line of JSON for each step, and one for its calls. */
interface Said {
  readonly step?: string;
  readonly calls?: Readonly<Record<string, number>>;
}

/** A program of several steps, and what each of them shows. */
export interface Played {
  readonly name: string;
  /** Its folder in test/clients. */
  readonly folder: string;
  /** How docs/actions.md calls it. */
  readonly label: string;
  readonly steps: Readonly<Record<string, string>>;
}

/** Plays the scenario with one client program. */
export function playScenario(client: ClientOfScenario, prepare: () => Promise<Program>): void {
  const steps = Object.fromEntries(stepsOf(client).map((step) => [step, STEPS[step]]));
  playSteps({ ...client, name: `${client.label}: ${client.sdk}`, steps }, prepare);
}

/**
 * Runs a program, with a test for each of its steps. `prepare` makes the program and throws
 * Unavailable when something for it is not to be had.
 */
export function playSteps(played: Played, prepare: () => Promise<Program>): void {
  let program: Program;
  const ready = async () => {
    program = await prepare();
  };
  suiteOf(played.name, ready, () => {
    let on: ClientServer | undefined;
    let ended: Ended;
    let said: Said[] = [];
    let seen: string[] = [];

    beforeAll(async () => {
      // Without a program there is nothing to play: the tests are skipped.
      if (program === undefined) return;
      on = await stage();
      ended = await run(program, { env: on.env });
      said = ended.stdout.split('\n').flatMap(sayingOf);
      seen = exercised(on.answered);
    }, PLAY_MS);
    afterAll(() => on?.close());

    const steps = Object.keys(played.steps);
    it.each(steps)('%s', (step) => {
      const done = said.flatMap((each) => each.step ?? []);
      expect(done, whyNot(step, done)).toContain(step);
    });
    const whyNot = (step: string, done: readonly string[]) => {
      const broken = steps.find((each) => !done.includes(each));
      return broken === step
        ? `${played.steps[step]}\n${lastWords(ended)}`
        : `not reached: ${broken} failed`;
    };

    it('sends each call once: no answer makes the SDK try again', () => {
      const calls = said.find((each) => each.calls !== undefined)?.calls;
      expect(calls, 'the program did not come to its end').toBeDefined();
      expect(countOf(on?.answered ?? [])).toEqual(calls);
    });

    it('exercises the actions of its record (TENON_RECORD=1 writes it anew)', () => {
      expect(ended.code, lastWords(ended)).toBe(0);
      expect(seen).toEqual(recordOf(played.folder, played.label, seen));
    });
  });
}

function sayingOf(line: string): Said[] {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? [said] : [];
  } catch {
    return [];
  }
}
