import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import {
  administerDatabase,
  dropDatabase,
  emptyDatabase,
  freshDatabase,
  noPostgres,
} from '#test/support/postgres.ts';
import { StoreUnavailable } from '../store.ts';
import { examine } from './session.ts';
import { settingsOf } from './settings.ts';
import { openPostgres } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The one line that says why nothing can be read from a store. */
async function whyNot(url: string): Promise<string> {
  const store = openPostgres({ url, clock: systemClock });
  ends.push(() => store.close());
  const failed = await store
    .read((tx) => tx.select((db) => db.selectFrom('seed').selectAll()))
    .then(
      () => expect.fail('it works'),
      (error) => error,
    );
  expect(failed).toBeInstanceOf(StoreUnavailable);
  return (failed.cause as Error).message;
}

async function database(make: () => Promise<string>): Promise<string> {
  const url = await make();
  ends.push(() => dropDatabase(url));
  return url;
}

describe.skipIf(noPostgres !== undefined)('a server that is not what it should be', () => {
  it.each(['LATIN1', 'SQL_ASCII'])('stores text as %s', async (encoding) => {
    const url = await database(() =>
      emptyDatabase(`encoding '${encoding}' template template0 locale_provider libc locale 'C'`),
    );
    expect(await whyNot(url)).toBe(
      `the database's encoding is ${encoding}: Tenon needs one that is UTF8`,
    );
  });

  it.each([
    ['9.6.24', 'the server is PostgreSQL 9.6.24: Tenon needs version 11 or later'],
    ['10.23 (Debian 10.23-1)', /^the server is PostgreSQL 10.23/],
  ])('is of version %s', async (version, said) => {
    const about = { version, server_encoding: 'UTF8', read_only: 'off' };
    const client = { query: async () => ({ rows: [about] }) } as unknown as pg.Client;
    await expect(examine(client)).rejects.toThrow(said);
  });

  it.each([
    '11.2-YB-2.20.1.0-b0',
    '13.0.0',
    '15.15 (Debian 15.15-0+deb12u1)',
    '19beta1',
  ])('is not one of version %s', async (version) => {
    const utf8 = { server_encoding: 'UTF8', client_encoding: 'utf8' };
    const about = { pid: 7, version, ...utf8, read_only: 'off' };
    const client = { query: async () => ({ rows: [about] }) } as unknown as pg.Client;
    expect(await examine(client)).toBe(7);
  });

  it('lets its user make no tables', async () => {
    const url = await database(emptyDatabase);
    const user = `u_${new URL(url).pathname.slice(1)}`;
    await administerDatabase(url, `create role ${user} login`);
    ends.push(() => administerDatabase(url, `drop owned by ${user}; drop role ${user}`));
    await administerDatabase(url, `revoke create on schema public from public`);
    expect(await whyNot(url.replace('tenon@', `${user}@`))).toMatch(
      /permission denied for schema public: the store's user must be allowed to create tables/,
    );
  });

  it('lets its user not use the tables', async () => {
    const url = await database(freshDatabase);
    const user = `u_${new URL(url).pathname.slice(1)}`;
    await administerDatabase(url, `create role ${user} login`);
    ends.push(() => administerDatabase(url, `drop owned by ${user}; drop role ${user}`));
    await administerDatabase(url, `grant create on schema public to ${user}`);
    expect(await whyNot(url.replace('tenon@', `${user}@`))).toMatch(/permission denied for table/);
  });

  it('does not have the database, the user or the certificate', async () => {
    const url = await database(freshDatabase);
    expect(await whyNot(`${url}_not`)).toMatch(/does not exist/);
    expect(await whyNot(url.replace('tenon@', 'nobody_at_all@'))).toMatch(/does not exist/);
    expect(await whyNot(`${url}?sslmode=verify-full`)).toMatch(/does not support SSL/);
  });
});

describe('time-outs in the URL of a store', () => {
  it('are no start-up parameters', () => {
    const { url, settings } = settingsOf('postgres://u:p%3F@h:1/d?lock_timeout=7&ssl=1');
    expect(url).toBe('postgres://u:p%3F@h:1/d?ssl=1');
    expect(settings).toContain('lock_timeout = 7');
    expect(settings).toContain('idle_in_transaction_session_timeout = 15000');
    expect(new pg.Client(url)).toMatchObject({ host: 'h', port: 1, database: 'd', user: 'u' });
  });

  it.each(['5s', '-1', '1; drop table vpc', ''])('are numbers, not [%s]', (value) => {
    const given = new URLSearchParams({ lock_timeout: value });
    expect(() => settingsOf(`postgres://h/d?${given}`)).toThrow(/number of milliseconds/);
  });
});
