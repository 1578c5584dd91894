import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { administerDatabase } from '#test/support/postgres.ts';
import {
  findPostgres,
  noPostgres,
  type PostgresServer,
  serverUser,
  startPostgres,
} from '#test/support/postgres-server.ts';
import { StoreUnavailable } from '../store.ts';
import { shownStore } from '../url.ts';
import { openPostgres } from './store.ts';

/*
 * Passwords and certificates, with a server that checks them: what docs/scale.md says of them.
 */

/** Who may come, and how: the first line that fits decides. */
const RULES = `
hostssl   all with_certificate 127.0.0.1/32 cert
hostnossl all with_tls         127.0.0.1/32 reject
hostssl   all with_tls         127.0.0.1/32 trust
host      all with_password    127.0.0.1/32 scram-sha-256
host      all all              127.0.0.1/32 trust
`;

let server: PostgresServer;
const database = 'tenon_credentials';

/** A file with a certificate or a key, beside the server. */
const pem = (name: string) => join(server.folder, name);

describe.skipIf(noPostgres !== undefined)('a server that asks who comes', () => {
  beforeAll(async () => {
    server = await startPostgres({ bin: findPostgres() ?? '' });
    const url = server.url('postgres');
    await administerDatabase(url, `create database ${database}`);
    for (const role of ['with_certificate', 'with_tls', 'with_password']) {
      await administerDatabase(url, `create role ${role} login superuser`);
    }
    expect(await reads(server.url(database))).toBe('works');
    writeFileSync(join(server.folder, 'data/pg_hba.conf'), RULES);
    makeCertificates();
    for (const setting of [
      'ssl = on',
      "ssl_cert_file = 'server.pem'",
      "ssl_key_file = 'server.key'",
      "ssl_ca_file = 'ca.pem'",
    ]) {
      await administerDatabase(url, `alter system set ${setting}`);
    }
    await administerDatabase(url, 'select pg_reload_conf()');
    await untilItSpeaksTls();
  });
  afterAll(() => server?.remove());

  describe('for a password', () => {
    const environment = { ...process.env };
    afterEach(() => {
      for (const name of ['PGPASSWORD', 'PGPASSFILE']) {
        if (environment[name] === undefined) delete process.env[name];
        else process.env[name] = environment[name];
      }
    });

    const PASSWORDS = [
      'p@ss:w/rd?#%41&=+,;[]',
      ' two words and a space at the end ',
      `it's "quoted" and \`ticked\``,
      'back\\slash:colon\\:both',
      'пароль-密码-🔑-é',
      // What PostgreSQL takes for the same text: another form of é, and another space.
      'e\u0301\u00a0x',
    ];
    const here = (password = '') =>
      `postgres://with_password${password}@127.0.0.1:${server.port}/${database}`;

    it.each(
      PASSWORDS,
    )('takes %j in the URL, percent-encoded, and shows it nowhere', async (word) => {
      await changePassword(word);
      const url = here(`:${encodeURIComponent(word)}`);
      expect(await reads(url)).toBe('works');
      expect(shownStore(url)).toBe(here(':***'));
    });

    it.each(PASSWORDS)('takes %j of PGPASSWORD as it is', async (word) => {
      await changePassword(word);
      process.env.PGPASSWORD = word;
      expect(await reads(here())).toBe('works');
    });

    it.each(PASSWORDS)('takes %j of a file that PGPASSFILE names', async (word) => {
      await changePassword(word);
      const escaped = word.replace(/[\\:]/g, '\\$&');
      givePassfile(`elsewhere:*:*:*:wrong\n127.0.0.1:*:${database}:with_password:${escaped}\n`);
      expect(await reads(here())).toBe('works');
    });

    it('reads no file that others can read', async () => {
      await changePassword('secret');
      givePassfile('*:*:*:*:secret\n', 0o644);
      expect(await reads(here())).toMatch(/password must be a string|no password/i);
    });

    it('says so when it is wrong, and does not show it', async () => {
      await changePassword('right');
      const said = await reads(here(':wr0ng'));
      expect(said).toMatch(/password authentication failed/);
      expect(said).not.toContain('wr0ng');
    });

    const changePassword = (word: string) =>
      administerDatabase(
        server.url('postgres'),
        `alter role with_password password ${pg.escapeLiteral(word)}`,
      );

    function givePassfile(text: string, mode = 0o600): void {
      const file = pem('passwords');
      writeFileSync(file, text);
      chmodSync(file, mode);
      process.env.PGPASSFILE = file;
    }
  });

  describe('for TLS', () => {
    const url = (user: string, host: string, query: string) =>
      `postgres://${user}@${host}:${server.port}/${database}?${query.replaceAll('=@', `=${server.folder}/`)}`;

    // The server's certificate is for localhost.
    it.each([
      ['localhost', 'sslmode=disable', 'no encryption'],
      ['localhost', 'sslmode=verify-full&sslrootcert=@ca.pem', 'works'],
      ['127.0.0.1', 'sslmode=verify-full&sslrootcert=@ca.pem', 'does not match certificate'],
      ['localhost', 'sslmode=verify-full&sslrootcert=@other.pem', 'self-signed certificate'],
      ['localhost', 'sslmode=verify-full', 'self-signed certificate'],
      // The driver takes these three for verify-full, and says so once.
      ['localhost', 'sslmode=verify-ca&sslrootcert=@ca.pem', 'works'],
      ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=@ca.pem', 'does not match certificate'],
      ['localhost', 'sslmode=require&sslrootcert=@ca.pem', 'works'],
      ['localhost', 'sslmode=require', 'self-signed certificate'],
      // As other programs of PostgreSQL take them.
      ['localhost', 'uselibpqcompat=true&sslmode=require', 'works'],
      ['127.0.0.1', 'uselibpqcompat=true&sslmode=verify-ca&sslrootcert=@ca.pem', 'works'],
      [
        '127.0.0.1',
        'uselibpqcompat=true&sslmode=verify-ca&sslrootcert=@other.pem',
        'self-signed certificate',
      ],
      ['localhost', 'sslmode=no-verify', 'works'],
      ['localhost', 'sslmode=verify-full&sslrootcert=@none.pem', 'ENOENT'],
    ])('at %s, %s: %s', async (host, query, expected) => {
      expect(await reads(url('with_tls', host, query))).toContain(expected);
    });

    it('with a certificate of the client, and not without', async () => {
      const checked = 'sslmode=verify-full&sslrootcert=@ca.pem';
      const own = `${checked}&sslcert=@client.pem&sslkey=@client.key`;
      expect(await reads(url('with_certificate', 'localhost', own))).toBe('works');
      expect(await reads(url('with_certificate', 'localhost', checked))).toContain(
        'valid client certificate',
      );
      // One of somebody else.
      const others = `${checked}&sslcert=@server.pem&sslkey=@server.key`;
      expect(await reads(url('with_certificate', 'localhost', others))).toContain(
        'authentication failed',
      );
    });
  });
});

/** `works`, or the one line that says why nothing can be read. */
async function reads(url: string): Promise<string> {
  const store = openPostgres({ url, clock: systemClock });
  try {
    await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')));
    return 'works';
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    return ((error as Error).cause as Error).message;
  } finally {
    await store.close();
  }
}

/** An authority, and one of others; certificates of the server and of a client. */
function makeCertificates(): void {
  const make = (name: string, ...more: string[]) =>
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-days', '2', '-keyout', pem(`${name}.key`), '-out', pem(`${name}.pem`), ...more],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
  make('ca', '-subj', '/CN=an authority');
  make('other', '-subj', '/CN=another one');
  const ofAuthority = ['-CA', pem('ca.pem'), '-CAkey', pem('ca.key')];
  const leaf = ['-addext', 'basicConstraints=critical,CA:false'];
  const names = ['-addext', 'subjectAltName=DNS:localhost'];
  make('server', '-subj', '/CN=localhost', ...ofAuthority, ...leaf, ...names);
  make('client', '-subj', '/CN=with_certificate', ...ofAuthority, ...leaf);
  const { uid, gid } = serverUser();
  for (const name of ['server.pem', 'server.key', 'ca.pem']) {
    const file = join(server.folder, 'data', name);
    copyFileSync(pem(name), file);
    chmodSync(file, 0o600);
    if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
  }
}

/** A reload of the settings is done by itself. */
async function untilItSpeaksTls(): Promise<void> {
  const ca = readFileSync(pem('ca.pem'), 'utf8');
  for (;;) {
    const client = new pg.Client({
      ...{ host: 'localhost', port: server.port, user: 'with_tls', database },
      ssl: { ca },
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (!/does not support SSL/.test((error as Error).message)) throw error;
      await new Promise(setImmediate);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
