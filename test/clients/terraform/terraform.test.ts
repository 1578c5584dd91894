import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, lastWords, type Program, run } from '../lib/child.ts';
import { goProgram } from '../lib/go-program.ts';
import { type ClientServer, countOf, exercised, recordOf, stage } from '../lib/stage.ts';
import { suiteOf } from '../lib/suite.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What the program says it has done, in this order. */
const STEPS = [
  'apply',
  'plan',
  'change',
  'plan after the change',
  'import',
  'data sources',
  'destroy',
  'nothing is left',
];

let replay: Program;
const ready = async () => {
  replay = await goProgram({ client: 'terraform', folder });
};

suiteOf("the Terraform provider's calls", ready, () => {
  describe.each([
    ['with an endpoint', (env: ClientServer['env']) => env],
    [
      'through proxy_url',
      ({ VOLCENGINE_ENDPOINT, ...env }: ClientServer['env']) => ({
        ...env,
        TENON_PROXY_URL: VOLCENGINE_ENDPOINT ?? '',
      }),
    ],
  ])('%s', (_, environment) => {
    let on: ClientServer | undefined;
    let ended: Ended;
    let said: { step?: string; calls?: Record<string, number> }[] = [];

    beforeAll(async () => {
      if (replay === undefined) return;
      on = await stage();
      ended = await run(replay, { env: environment(on.env) });
      said = ended.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    });
    afterAll(() => on?.close());

    it.each(STEPS)('%s', (step) => {
      const played = said.flatMap((each) => each.step ?? []);
      expect(played, lastWords(ended)).toContain(step);
    });

    it('is answered with what it can read: no call is made twice by the SDK', () => {
      const calls = said.find((each) => each.calls !== undefined)?.calls;
      expect(countOf(on?.answered ?? [])).toEqual(calls);
    });

    it('exercises the actions of its record (TENON_RECORD=1 writes it anew)', () => {
      expect(ended.code, lastWords(ended)).toBe(0);
      const seen = exercised(on?.answered ?? []);
      expect(seen).toEqual(recordOf('terraform', 'terraform', seen));
    });
  });
});
