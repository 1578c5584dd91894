import { afterEach, describe, expect, it } from 'vitest';
import { createServer } from '#server.ts';
import { inject } from '#test/support/inject.ts';
import { readStoreUrl, StoreUrlError } from './url.ts';

describe('a store URL that can be read', () => {
  it.each([
    ['memory', 'memory', 'memory', ':memory:', false],
    ['sqlite:a/b c@d.db', 'sqlite', 'sqlite:a/b c@d.db', 'a/b c@d.db', false],
    ['postgres://h/d', 'postgres', 'postgres://h/d', 'postgres://h/d', false],
    ['postgresql://u@h', 'postgres', 'postgres://u@h', 'postgres://u@h', false],
    ['POSTGRES://u:pw@H:1/d', 'postgres', 'postgres://u:***@H:1/d', 'postgres://u:pw@H:1/d', true],
    ['postgres://u:@h/d', 'postgres', 'postgres://u:***@h/d', 'postgres://u:@h/d', true],
    [
      'postgres://u@/d?host=%2Frun%2Fpostgresql',
      'postgres',
      'postgres://u@/d',
      'postgres://u@/d?host=%2Frun%2Fpostgresql',
      false,
    ],
    [
      'postgres://u:pw@%2Frun/d',
      'postgres',
      'postgres://u:***@%2Frun/d',
      'postgres://u:pw@%2Frun/d',
      true,
    ],
    [
      'postgres://u:pw@[::1]:5/d',
      'postgres',
      'postgres://u:***@[::1]:5/d',
      'postgres://u:pw@[::1]:5/d',
      true,
    ],
    [
      'postgres://h/d?user=u&password=a%40b&sslmode=require',
      'postgres',
      'postgres://h/d',
      'postgres://h/d?user=u&password=a%40b&sslmode=require',
      true,
    ],
  ])('%s', (url, engine, shown, target, secret) => {
    expect(readStoreUrl(url)).toEqual({ engine, shown, target, secret });
  });

  it.each([
    'postgres://user:SEC%40RET@db.example:5433/tenon',
    'postgres://user:SEC:RET@db.example:5433/tenon',
    'postgres://user:SEC%2FRET%3F%23@db.example:5433/tenon?sslmode=disable',
    'postgres://user@db.example:5433/tenon?password=SEC%40RET',
  ])('is read as the driver reads it: %s', async (url) => {
    const { default: pg } = await import('pg');
    const { host, port, user, database, password } = new pg.Client(
      readStoreUrl(url).target,
    ) as unknown as Record<string, unknown>;
    expect({ host, port, user, database }).toEqual({
      host: 'db.example',
      port: 5433,
      user: 'user',
      database: 'tenon',
    });
    expect(password).toMatch(/^SEC.?\/?RET/);
    expect(readStoreUrl(url).shown).toMatch(
      /^postgres:\/\/user(:\*\*\*)?@db\.example:5433\/tenon$/,
    );
  });
});

/**
 * Each has the password in it, or parts of it, as SEC and RET; 12 is a part that looks like a port.
 */
const NASTY = [
  'postgres://user:SEC/RET@h/db',
  'postgres://user:SEC?RET@h/db',
  'postgres://user:SEC#RET@h/db',
  'postgres://user:12/RET@h/db',
  'postgres://user:12?RET@h/db',
  'postgres://user:12#RET@h/db',
  'postgres://user:12?x=RET@h/db',
  'postgres://user:SEC@RET@h/db',
  'postgres://user@corp:SEC@h/db',
  'postgres://user:SEC@RET/12@h/db',
  'postgres://user:SEC@RET?12@h/db',
  'postgres://user:SEC@RET?x=12@h/db',
  'postgres://user:SEC@RET#12@h/db',
  'postgres://user:SEC RET@h/db',
  'postgres://user:SEC%RET@h/db',
  'postgres://user:SEC%2@h/db',
  'postgres://user:SEC\nRET@h/db',
  'postgres://user:SEC/db',
  'postgres://user:SEC@h:RET/db',
  'postgres://user:SEC@h/db/RET',
  'postgres://user:SEC@h1:1,h2:2/db',
  'postgres://user:SEC@/db?host=h1,h2',
  'postgres://user@h/db?password=SEC@RET',
  'postgres://user@h/db?SECRET',
  'postgres:/user:SEC@h/db',
  'postgres:user:SEC@h/db',
  'postgress://user:SEC@h/db',
  'mysql://user:SEC@h/db',
  'host=h user=user password=SEC dbname=db',
  'password=SEC host=h',
  'SEC@h',
  'sqlit:SEC',
];

let server: ReturnType<typeof createServer> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('a store URL that could be read in two ways', () => {
  it.each(NASTY)('is refused, and no part of a password is shown: %j', (url) => {
    let said: unknown;
    try {
      server = createServer({ store: url });
    } catch (error) {
      said = error;
    }
    expect(said).toBeInstanceOf(StoreUrlError);
    const { message, stack } = said as Error;
    expect(`${message}${stack}`).not.toMatch(/SEC|RET|[^%\d]12\D/);
    expect(message.split('\n')).toHaveLength(1);
  });
});

describe('a store that cannot be reached', () => {
  it.each([
    'postgres://user:SECRET@127.0.0.1:1/db',
    'postgres://user:SEC%2FRET@127.0.0.1:1/db',
    'postgres://127.0.0.1:1/db?user=user&password=SECRET',
  ])('shows no password in error, health or log: %s', async (store) => {
    const faults: unknown[] = [];
    server = createServer({ store, onFault: (fault) => faults.push(fault) });
    const failed = await server.listen('127.0.0.1', 0).catch((error) => error);
    const health = await inject(server, {
      url: '/_tenon/health',
      headers: { host: 'localhost' },
    });
    const metrics = await inject(server, {
      url: '/_tenon/metrics',
      headers: { host: 'localhost' },
    });
    const { inspect } = await import('node:util');
    const all = [failed, failed.cause, faults].map((each) => inspect(each, { depth: 9 }));
    const told = [...all, health.body, metrics.body].join('\n');
    expect(told).toContain('ECONNREFUSED');
    expect(told).not.toMatch(/SEC|RET/);
    expect(health.json().store).toBe('postgres');
  });
});
