import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Program } from '../lib/child.ts';
import { type ClientServer, stage } from '../lib/stage.ts';
import { suiteOf } from '../lib/suite.ts';
import { type ClientName, FAULTS, type FaultName, OUTCOMES } from './outcomes.ts';

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
export function playFaults(name: ClientName, prepare: () => Promise<Program>): void {
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
      const asks = await server.fault({ service: 'vpc', action: 'CreateVpc', ...FAULTS[fault] });
      const said = await talk.say(token);
      expect(asks.struck(), said.why).toBe(1);
      const { TotalCount } = await server.client.ok('vpc', 'DescribeVpcs');
      return { said, asked, made: TotalCount };
    }

    it.each(Object.keys(FAULTS) as FaultName[])('%s', async (fault) => {
      const expected = OUTCOMES[name][fault];
      const without = await play(fault, '');
      const withToken = await play(fault, `token-${fault.replaceAll(/\W/g, '-')}`);
      const seen = { asked: without.asked, made: [without.made, withToken.made] };
      expect(seen, without.said.why).toEqual({ asked: expected.asked, made: expected.made });
      for (const { said } of [without, withToken]) {
        if (expected.told === 'done') expect(said).toEqual({ done: true });
        else expect(said).toEqual({ done: false, why: expect.stringContaining(expected.told) });
      }
    });
  });
}

/** Starts a program that answers each line with a line. */
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
