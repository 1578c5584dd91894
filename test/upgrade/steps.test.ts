import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '#store/migrations.ts';
import { schemaSql } from '#store/postgres/schema.ts';
import { db } from '#store/postgres/statements.ts';
import { dropDatabase, emptyDatabase, noPostgres } from '../support/postgres.ts';
import { addRow, describeDatabase } from './database.ts';

/**
 * On a database whose schema changes are no part of a transaction, a process that dies leaves a
 * step half done, and the next process repeats the step from its beginning. After whichever
 * statement that happens, the result must be the same.
 */
describe.skipIf(noPostgres)('each step of the schema', { timeout: 120_000 }, () => {
  const urls: string[] = [];
  const clients: Client[] = [];

  beforeAll(async () => {
    const { default: pg } = await import('pg');
    for (const url of [await emptyDatabase(), await emptyDatabase()]) {
      urls.push(url);
      const client = new pg.Client(url);
      await client.connect();
      clients.push(client);
    }
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    for (const url of urls) await dropDatabase(url);
  });

  it.each(migrations)('$name', async ({ statements, name }) => {
    const [once, often] = clients as [Client, Client];
    const texts = statements(db).map((each) => schemaSql(each, false));
    for (const text of texts) await once.query(text);
    for (let died = 1; died <= texts.length; died += 1) {
      for (const text of texts.slice(0, died)) await often.query(text);
    }
    expect(await describeDatabase(often)).toEqual(await describeDatabase(once));
    // Adds the rows that later steps find.
    for (const client of clients) await ROWS[name]?.(client);
  });
});

const ROWS: Readonly<Record<string, (client: Client) => Promise<void>>> = {
  async '001-foundation'(client) {
    await addRow(client, 'vpc', {
      id: 'vpc-1',
      route_table_id: 'vtb-1',
      ipv6_cidr_block: 'fd00::/56',
    });
    await addRow(client, 'vpc', { id: 'vpc-2', route_table_id: 'vtb-2' });
    for (const id of ['eni-1', 'eni-2']) {
      await addRow(client, 'network_interface', { id, mac_address: id, subnet_id: 'subnet-1' });
      await addRow(client, 'address', { network_interface_id: id, address: id });
      await addRow(client, 'network_interface_security_group', { network_interface_id: id });
    }
  },
};
