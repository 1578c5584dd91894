/** A Tenon on a store of its own with the 100,000 interfaces of the table's benchmark. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '#server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { fill } from './fill.ts';

/** A tenth belongs to other accounts. */
const INTERFACES = 112_000;

const folder = mkdtempSync(join(tmpdir(), 'tenon-table-'));
const store = `sqlite:${join(folder, 'tenon.db')}`;
await fill(store, {
  interfaces: INTERFACES,
  accountId: DEFAULT_ACCOUNT.id,
  region: 'cn-beijing',
});
const server = createServer({
  store,
  world: makeWorld({ quotas: { NetworkInterfaces: 10 * INTERFACES, Instances: 10 * INTERFACES } }),
  onAnswered: ({ fault }) => fault && console.error(fault),
  onFault: (fault) => console.error(fault),
});
const port = Number(new URL(await server.listen('127.0.0.1', 0)).port);
process.send?.({ port });
process.on('disconnect', () => {
  void server.close().then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});
