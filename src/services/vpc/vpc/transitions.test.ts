import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IntentRow } from '#store/schema.ts';
import { callOf, patchRow } from '#test/support/rows.ts';
import { madeGroup, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { securityGroupTransitions } from '../security-group/transitions.ts';
import { subnetTransitions } from '../subnet/transitions.ts';
import { vpcTransitions } from './transitions.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

it('an end that comes too late changes nothing', async () => {
  const vpc = await madeVpc(server);
  const subnet = await madeSubnet(server, vpc);
  const security_group = await madeGroup(server, vpc);
  const context = callOf(server);
  const settled = [
    ['vpc', vpc, vpcTransitions],
    ['subnet', subnet, subnetTransitions],
    ['security_group', security_group, securityGroupTransitions],
  ] as const;
  for (const [table, id, transitions] of settled) {
    await patchRow(server, table, id, { status: 'Elsewhere' });
    const row = () =>
      server.store.read((tx) =>
        tx.select((db) => db.selectFrom(table).selectAll().where('id', '=', id)),
      );
    const before = await row();
    for (const { settle } of transitions) {
      await server.store.write(async (tx) => {
        for (const resource_id of [id, 'gone']) {
          await settle(tx, { id: 'intent-1', resource_id } as IntentRow, { done: true }, context);
        }
      });
    }
    expect(before).toHaveLength(1);
    expect(await row()).toEqual(before);
  }
});
