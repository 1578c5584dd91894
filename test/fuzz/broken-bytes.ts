import { bytesOf } from '../support/request.ts';
import { type Caller, call } from './calls.ts';

/** The bytes of a call, some of them changed, lost, doubled or moved. */
export function brokenBytes(caller: Caller): Buffer {
  const { random } = caller;
  let bytes = bytesOf(call(caller));
  for (let count = random.int(1, 4); count > 0; count--) {
    const at = random.int(0, bytes.length - 1);
    const length = random.pick([1, 1, 2, 4, 30, 200]);
    const [before, part, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    const middle = random.pick([
      [],
      [part, part],
      [random.bytes(part.length)],
      [part, random.bytes(random.int(1, 5))],
      [
        part,
        Buffer.from(random.pick(['\r\n', '\r\n\r\n', '\n', '\r', '\0', ' ', '%', '&', '=', ':'])),
      ],
      [Buffer.from(part.map((byte) => byte ^ (1 << random.int(0, 7))))],
    ]);
    bytes = Buffer.concat([before, ...middle, after]);
  }
  return random.chance(0.2) ? bytes.subarray(0, random.int(1, bytes.length)) : bytes;
}

/** What is sent by programs that do not speak HTTP at all. */
export function garbage(caller: Caller): Buffer {
  const { random } = caller;
  return random.weighted<() => Buffer>([
    [3, () => random.bytes(random.int(1, 500))],
    [2, () => Buffer.from(random.pick(GREETINGS), 'latin1')],
    [1, () => Buffer.concat([Buffer.from(random.pick(GREETINGS), 'latin1'), random.bytes(100)])],
    [1, () => Buffer.from('\r\n'.repeat(random.int(1, 50)))],
    [
      1,
      () => Buffer.from(`GET / HTTP/1.1\r\nHost: h\r\n${'A: b\r\n'.repeat(random.int(0, 20_000))}`),
    ],
    [1, () => Buffer.from(random.text('GET POST/?=&%:\r\n HTTP/1.1', random.int(1, 300)))],
    [
      1,
      () =>
        Buffer.from(
          `${chunked(random.pick(['zz', '-1', 'ffffffffffffffffff', '5;ext=1', '5\r\nab']))}`,
        ),
    ],
  ])();
}

const chunked = (size: string) =>
  `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\nabcde\r\n0\r\n\r\n`;

const GREETINGS = [
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET /',
  'GET /\r\n',
  'GET\r\n\r\n',
  'EHLO mail\r\n',
  'SSH-2.0-x\r\n',
  '\x00\x00\x00\x08\x04\xd2\x16\x2f',
  '*1\r\n$4\r\nPING\r\n',
  '{"a":1}\n',
  'GET / HTTP/1.1\n\n',
  'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: h\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : h\r\n\r\n',
  'GET / HTTP/1.1\r\n: h\r\n\r\n',
  'GET / HTTP/1.1\rHost: h\r\r',
];
