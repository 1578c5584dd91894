import { describe, expect, it, onTestFinished } from 'vitest';
import { loadServices } from '#core/service.ts';
import { ecs } from '#services/ecs/index.ts';
import { vpc } from '#services/vpc/index.ts';
import { attachRules } from '#services/vpc/network-interface/attach.rules.ts';
import { attachUnder } from '#services/vpc/network-interface/attach.ts';
import type { TestServer } from '../support/server.ts';
import { serving } from '../support/serving.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { openStage } from './stage.ts';
import { type Expected, ROWS, TABLE } from './table.ts';

/*
 * Shows what each rule is for: without it, and only without it, its requests are carried out, or
 * are refused by the next row that they break.
 */

/** A server whose AttachNetworkInterface uses `rules`. */
async function serverUnder(rules: typeof attachRules): Promise<TestServer> {
  const attach = attachUnder(rules);
  const [loaded] = await loadServices([vpc]);
  if (loaded === undefined) throw new Error('vpc was not loaded');
  const actions = loaded.actions.map((each) => (each.name === attach.name ? attach : each));
  return openStage({ services: [serving({ ...loaded, actions }), ecs] });
}

const CARRIED_OUT: Expected = { status: 200, code: '', message: '' };

/** The answers to a scenario under all rules, and without the rule that it is about. */
const answers = {
  'in place': ({ broken }: Scenario) => TABLE[broken[0]],
  removed: ({ broken: [, next], keptOutBySchema }: Scenario) =>
    next ? TABLE[next] : keptOutBySchema ? TABLE[9] : CARRIED_OUT,
} as const;

it('has a rule for each row, in their order', () => {
  const rules = attachRules.map(({ refusal: { http, code, message } }) => ({
    status: http,
    code,
    message,
  }));
  expect(rules).toEqual(ROWS.map((row) => TABLE[row]));
});

describe.each(ROWS)('the rule of row %d', (row) => {
  const scenarios = SCENARIOS.filter(({ broken }) => broken[0] === row);

  it.each([
    { place: 'in place', rules: attachRules },
    { place: 'removed', rules: attachRules.toSpliced(row - 1, 1) },
  ] as const)('$place', async ({ place, rules }) => {
    const server = await serverUnder(rules);
    onTestFinished(() => server.close());
    for (const scenario of scenarios) {
      const asked = await scenario.arrange(server);
      const reply = await server.client.vpc('AttachNetworkInterface', asked);
      expect.soft(reply, scenario.title).toMatchObject(answers[place](scenario));
    }
  });
});
