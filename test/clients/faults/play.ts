import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FaultSpec } from '#faults/spec.ts';

import type { Program } from '../lib/child.ts';
import { type ClientServer, stage } from '../lib/stage.ts';
import { suiteOf } from '../lib/suite.ts';

type Effect = Omit<FaultSpec, 'service' | 'action'>;

/** What strikes the one CreateVpc of a case. */
export const FAULTS = {
  'before: 429': { when: 'before', refuse: { code: 'FlowLimitExceeded' } },
  'before: 503': { when: 'before', refuse: { code: 'ServiceUnavailableTemp' } },
  'before: a refusal of its own': { when: 'before', refuse: { code: 'QuotaExceeded.Vpc' } },
  'before: cut': { when: 'before', cut: true },
  'before: too late': { when: 'before', delayMs: 60_000 },
  'answer: 503': { when: 'answer', refuse: { code: 'ServiceUnavailableTemp' } },
  'answer: cut': { when: 'answer', cut: true },
  'answer: too late': { when: 'answer', delayMs: 60_000 },
  'answer: half': { when: 'answer', half: true },
  'answer: misstate': { when: 'answer', misstate: true },
} as const satisfies Record<string, Effect>;

export type FaultName = keyof typeof FAULTS;

/** What became of a case. */
export interface Outcome {
  /** How many requests arrived. */
  readonly asked: number;
  /** How many VPCs there are afterwards: without a ClientToken, and with one. */
  readonly made: readonly [without: number, withToken: number];
  /** What the program is told: that it is done, or a part of what the error says. */
  readonly told: 'done' | RegExp;
}

interface Said {
  readonly done: boolean;
  readonly why?: string;
}

/** Longer than any answer takes, and shorter than a delay. */
const TIMEOUT_MS = 2000;

/**
 * Has a program of an SDK make a VPC while each fault is in place, without a ClientToken and with
 * one, on a connection that has been used before.
 */
export function playFaults(
  name: string,
  prepare: () => Promise<Program>,
  outcomes: Readonly<Record<FaultName, Outcome>>,
): void {
  let program: Program;
  const ready = async () => {
    program = await prepare();
  };
  suiteOf(`faults: ${name}`, ready, () => {
    let on: ClientServer | undefined;
    let talk: ReturnType<typeof talkTo>;
    let asked = 0;

    beforeAll(async () => {
      if (program === undefined) return;
      on = await stage({ transitions: 'instant' });
      on.server.http.server.on('request', ({ url }) => {
        if (url?.includes('Action=CreateVpc')) asked += 1;
      });
      talk = talkTo(program, { ...on.env, TIMEOUT_MS: String(TIMEOUT_MS) });
    });
    afterAll(async () => {
      talk?.end();
      await on?.close();
    });

    async function play(fault: FaultName, token: string) {
      const server = on?.server;
      if (server === undefined) throw new Error('there is no server');
      await server.reset();
      expect(await talk.say('')).toEqual({ done: true });
      await server.reset();
      asked = 0;
      const asks = server.fault({ service: 'vpc', action: 'CreateVpc', ...FAULTS[fault] });
      const said = await talk.say(token);
      expect(asks.struck(), said.why).toBe(1);
      const { TotalCount } = await server.client.ok('vpc', 'DescribeVpcs');
      return { said, asked, made: TotalCount };
    }

    it.each(Object.keys(FAULTS) as FaultName[])('%s', async (fault) => {
      const expected = outcomes[fault];
      const without = await play(fault, '');
      const withToken = await play(fault, `token-${fault.replaceAll(/\W/g, '-')}`);
      const seen = { asked: without.asked, made: [without.made, withToken.made] };
      expect(seen, without.said.why).toEqual({ asked: expected.asked, made: expected.made });
      for (const { said } of [without, withToken]) {
        if (expected.told === 'done') expect(said).toEqual({ done: true });
        else expect(said).toEqual({ done: false, why: expect.stringMatching(expected.told) });
      }
    });
  });
}

/** A program that answers each line with a line. */
function talkTo({ command, args }: Program, env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, HOME, ...env } });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async say(line: string): Promise<Said> {
      child.stdin.write(`${line}\n`);
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`the program has ended: ${errors}`);
        // Some SDKs print what they could not read.
        if (value.startsWith('{"done":')) return JSON.parse(value);
      }
    },
    end: () => child.kill('SIGKILL'),
  };
}
