import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches } from '../support/invariants.ts';
import type { TestServer } from '../support/server.ts';
import { SCENARIOS } from './scenarios.ts';
import { everyRow, openStage } from './stage.ts';
import { ROWS, TABLE } from './table.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openStage();
});
afterAll(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

it('reaches every row of the table', () => {
  expect(new Set(SCENARIOS.map(({ broken }) => broken[0]))).toEqual(new Set(ROWS));
});

describe.each(ROWS)('row %d', (row) => {
  const scenarios = SCENARIOS.filter(({ broken }) => broken[0] === row);

  it.each(scenarios)('refuses: $title (breaks $broken)', async ({ arrange }) => {
    const asked = await arrange(server);
    const before = await everyRow(server.store);
    const { status, code, message, envelope } = await server.client.vpc('AttachNetworkInterface', {
      ...asked,
    });
    expect({ status, code, message }).toEqual(TABLE[row]);
    expect(envelope).toEqual({
      ResponseMetadata: {
        RequestId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
        Action: 'AttachNetworkInterface',
        Version: '2020-04-01',
        Service: 'vpc',
        Region: 'cn-beijing',
        Error: { CodeN: expect.any(Number), Code: code, Message: message },
      },
    });
    expect(await everyRow(server.store)).toEqual(before);
  });
});
