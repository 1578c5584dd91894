/**
 * Controls for attach.ts: a server on a raw socket, which takes whole requests that end with their
 * head, and answers with as many bytes as Tenon does. With BENCH_FLOOR it does the least that an
 * attach must do: it checks the signature, writes one row, and answers when that is on disk, one
 * commit and one sync for all that wait together.
 */
import { hash } from 'node:crypto';
import { fdatasync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sign, stringToSign } from '#gateway/signature.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

/** Of the length of Tenon's answer to an attach. */
const BODY = JSON.stringify({
  ResponseMetadata: {
    RequestId: '20260101000000ABCDEF0123456789ABCDEF',
    Action: 'AttachNetworkInterface',
    Version: '2020-04-01',
    Service: 'vpc',
    Region: 'cn-beijing',
  },
  Result: { AsyncTaskId: 'task-0123456789abcdefghijklmno' },
});
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${BODY.length}\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=72\r\n\r\n${BODY}`;
const EMPTY_HASH = hash('sha256', '', 'hex');

class Floor {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tenon-floor-'));
  readonly #database = new DatabaseSync(join(this.#folder, 'floor.db'));
  readonly #log: number;
  readonly #begin;
  readonly #commit;
  readonly #write;
  #waiting: (readonly [path: string, socket: Socket])[] = [];

  constructor() {
    this.#database.exec('pragma journal_mode = wal; pragma synchronous = normal');
    this.#database.exec('create table journal (id integer primary key, what text not null)');
    this.#log = openSync(join(this.#folder, 'floor.db-wal'), 'r+');
    this.#begin = this.#database.prepare('begin immediate');
    this.#commit = this.#database.prepare('commit');
    this.#write = this.#database.prepare('insert into journal (what) values (?)');
  }

  take(request: string, socket: Socket): void {
    const [line = '', host = '', date = '', authorization = ''] = request.split('\r\n');
    const path = line.slice('GET /?'.length, -' HTTP/1.1'.length);
    const at = date.slice('X-Date: '.length);
    const [, day = '', region = '', service = ''] = authorization.split('/');
    const text = `GET\n/\n${path}\nhost:${host.slice('Host: '.length)}\nx-date:${at}\n\nhost;x-date\n${EMPTY_HASH}`;
    const scope = { date: day, region, service };
    const expected = sign(DEFAULT_ACCOUNT.secretAccessKey, scope, stringToSign(at, scope, text));
    if (!authorization.endsWith(expected)) throw new Error('the signature is wrong');
    this.#waiting.push([path, socket]);
    if (this.#waiting.length === 1) setImmediate(() => this.#commitAll());
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #commitAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#begin.run();
    for (const [path] of waiting) this.#write.run(path);
    this.#commit.run();
    fdatasync(this.#log, (error) => {
      if (error) throw error;
      for (const [, socket] of waiting) socket.write(ANSWER);
    });
  }
}

const floor = process.env.BENCH_FLOOR ? new Floor() : undefined;
const server = createServer({ noDelay: true }, (socket) => {
  let pending = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    if (!pending.endsWith('\r\n\r\n')) return;
    const request = pending;
    pending = '';
    if (floor === undefined) socket.write(ANSWER);
    else floor.take(request, socket);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => {
  floor?.close();
  process.exit(0);
});
