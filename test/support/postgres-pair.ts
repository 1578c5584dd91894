import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Cable } from './cable.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** A primary and its standby, behind one address that leads to the primary. */
export interface PostgresPair extends PostgresServer {
  /**
   * What the primary writes reaches the standby no more; a moment later the primary is killed, the
   * standby promoted, the address leads to it, and it gets a standby of its own. Resolves to the
   * milliseconds from the kill until the address leads to a primary again.
   */
  failOver(): Promise<number>;
}

export interface PairSettings {
  readonly bin: string;
  /** Whether a commit waits for the standby. */
  readonly synchronous: boolean;
}

/** For how long the primary goes on after its standby has lost it. */
const APART_MS = 300;

interface Node {
  readonly server: PostgresServer;
  /** Between a standby and its primary. */
  readonly replication?: Cable;
}

export async function startPair({ bin, synchronous }: PairSettings): Promise<PostgresPair> {
  let primary: Node = { server: await startPostgres({ bin, durable: true }) };
  let standby = await follow(primary.server);
  const address = await Cable.to(primary.server.url('postgres'));

  async function follow(server: PostgresServer): Promise<Node> {
    const replication = await Cable.to(server.url('postgres'));
    const { port } = new URL(replication.url);
    const standbyOf = { ...server, port: Number(port) };
    const following = await startPostgres({ bin, durable: true, standbyOf, copy: 'running' });
    if (synchronous) await waitsFor(server, '*');
    return { server: following, replication };
  }

  return {
    folder: primary.server.folder,
    port: Number(new URL(address.url).port),
    url: (database) => address.url.replace(/postgres$/, database),
    start: () => primary.server.start(),
    stop: (how) => primary.server.stop(how),
    async remove() {
      await address.remove();
      for (const { server, replication } of [standby, primary]) {
        await server.remove();
        await replication?.remove();
      }
    },
    async failOver() {
      standby.replication?.stall();
      await sleep(APART_MS);
      const lost = primary;
      const killedAt = performance.now();
      await lost.server.stop('at once');
      await standby.replication?.remove();
      await ask(standby.server, 'select pg_promote()');
      await waitsFor(standby.server, '');
      primary = { server: standby.server };
      address.port = primary.server.port;
      address.cut();
      const took = performance.now() - killedAt;
      await lost.server.remove();
      standby = await follow(primary.server);
      return took;
    },
  };
}

/** Has commits wait for the named standbys, and resolves when one is there. */
async function waitsFor(server: PostgresServer, names: string): Promise<void> {
  await ask(server, `alter system set synchronous_standby_names = '${names}'`);
  await ask(server, 'select pg_reload_conf()');
  for (;;) {
    const rows = await ask(server, `select 1 from pg_stat_replication where sync_state = 'sync'`);
    if (names === '' || rows.length > 0) return;
    await sleep(20);
  }
}

async function ask(server: PostgresServer, sql: string): Promise<object[]> {
  const client = new pg.Client(server.url('postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
