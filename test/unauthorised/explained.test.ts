import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RefusalExplanation } from '#gateway/encode.ts';
import { SERVICES } from '#test/support/services.ts';
import { callables, parameterNames } from '../fuzz/calls.ts';
import { furnish } from '../fuzz/furnish.ts';
import { Pool } from '../fuzz/pool.ts';
import { Random } from '../fuzz/random.ts';
import { structFor } from '../fuzz/values.ts';
import { OTHER, worldOfTwo } from '../support/accounts.ts';
import { Connection } from '../support/connection.ts';
import { bytesOf, draft } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';

/*
 * With X-Tenon-Explain a refusal says what the preconditions found. Nothing of that may be about
 * another account's resources: what one account asks with the ids of another's is explained as if
 * these ids were of nothing.
 */

const TRIES = 6;
const actions = new Set(
  SERVICES.flatMap(({ actions }) => actions.filter(({ kind }) => kind === 'write')).map(
    ({ name }) => name,
  ),
);
/** It judges none of the ids that it is given, and a name is taken by the first of two requests. */
const JUDGES_NO_IDS = 'CreateLaunchTemplate';
const calls = callables(SERVICES).filter(
  ({ action }) => actions.has(action) && action !== JUDGES_NO_IDS,
);

let server: TestServer;
let connection: Connection;
const pool = new Pool(parameterNames(callables(SERVICES)));
beforeAll(async () => {
  server = await startServer({ world: worldOfTwo() });
  pool.learn(await furnish(server));
  connection = await Connection.open(server.host);
});
afterAll(async () => {
  connection.destroy();
  await server.close();
});

/** Ids of an account's own resources, as the server makes them; the world's images are everybody's. */
const ID = /\b([a-z]{1,10}-)([a-z0-9]{12,})\b/g;
const madeUp = (text: string) =>
  text.replaceAll(ID, (id, prefix: string, rest: string) =>
    server.world.images.some((image) => image.id === id)
      ? id
      : `${prefix}${'z'.repeat(rest.length)}`,
  );

interface Explained {
  readonly code: string;
  readonly explanation: RefusalExplanation | undefined;
}

async function explained(call: (typeof calls)[number], parameters: string): Promise<Explained> {
  const { service, version, action } = call;
  const { json } = await connection.ask(
    bytesOf(
      draft({
        service,
        version,
        action,
        method: 'POST',
        credentials: OTHER,
        headers: { 'content-type': 'application/json', 'x-tenon-explain': '1' },
        body: parameters,
      }),
    ),
  );
  const { Tenon } = json as { Tenon?: RefusalExplanation };
  return { code: json.ResponseMetadata.Error?.Code ?? '', explanation: Tenon };
}

const alike = (explained: Explained): Explained =>
  JSON.parse(madeUp(JSON.stringify(explained))) as Explained;

it('a refusal explains nothing about the resources of another account', async () => {
  const random = new Random(7);
  let compared = 0;
  const reached = new Set<string>();
  for (const call of calls) {
    for (let n = 0; n < TRIES; n += 1) {
      const source = { random, pool, theme: pool.theme(random), known: 1 };
      // The same token with other parameters would be refused for that.
      const { ClientToken: _, ...sound } = structFor(source, call.schema, 'sound');
      const parameters = JSON.stringify(sound);
      if (madeUp(parameters) === parameters) continue;
      const theirs = await explained(call, parameters);
      const nothings = await explained(call, madeUp(parameters));
      expect({ action: call.action, parameters, ...alike(theirs) }).toEqual({
        action: call.action,
        parameters,
        ...alike(nothings),
      });
      if ((theirs.explanation?.Verdicts.length ?? 0) === 0) continue;
      compared += 1;
      reached.add(call.action);
    }
  }
  // Most actions name something that exists, and get as far as their rules.
  expect(compared).toBeGreaterThan(100);
  expect(reached.size).toBeGreaterThan(30);
});
