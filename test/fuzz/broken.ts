import { bytesOf, type Draft } from '../support/request.ts';
import { presign } from '../support/signer.ts';
import { type Caller, call } from './calls.ts';
import { hostile } from './values.ts';

/** Calls of which one part is broken. Each takes a well-signed call and bends it. */

export function brokenLine(caller: Caller): Draft {
  const { random } = caller;
  const made = call(caller);
  return random.weighted<() => Draft>([
    [2, () => ({ ...made, method: random.pick(METHODS) })],
    [2, () => ({ ...made, protocol: random.pick(PROTOCOLS) })],
    [4, () => ({ ...made, target: random.pick(targets(made.target)) })],
    [1, () => ({ ...made, target: `${made.target}${random.pick(TAILS)}` })],
  ])();
}

const METHODS = [
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'PURGE',
  'get',
  'G ET',
  '',
  'CONNECT',
  'POSTT',
  'M-SEARCH',
  'é',
];
const PROTOCOLS = [
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/9.9',
  'HTTP/1',
  'HTTP',
  '',
  'http/1.1',
  'RTSP/1.0',
  'HTTP/1.1 x',
];
const TAILS = [
  '#a',
  '&%',
  '&a=%zz',
  '&=&=&',
  '&a=%00',
  '&é=1',
  '&a=\xff',
  '&&&&',
  '?',
  ';a',
  '&a b',
  '\t',
];

function targets(target: string): string[] {
  const query = target.slice(target.indexOf('?'));
  return [
    '',
    '*',
    '/',
    '?',
    query,
    `//${query}`,
    `/../..${query}`,
    `/%2e%2e/${query}`,
    `/%zz${query}`,
    `/%${query}`,
    `/%00${query}`,
    `/é${query}`,
    `/${'a/'.repeat(500)}${query}`,
    `/${'x'.repeat(70_000)}`,
    `http://h${target}`,
    `https://u:p@h:99${target}`,
    `http://${query}`,
    'http://',
    '://',
    'mailto:a',
    `/_tenon${query}`,
    target.replace('?', '??'),
    target.replace('?', ';'),
    target.replaceAll('&', ';'),
    target.replace('Action', 'action'),
    target.replace('Version=', 'Version.1='),
    target.replaceAll('=', ''),
    target.replace(/%[0-9A-F]/g, '%'),
    `${target}&${'a=1&'.repeat(3000)}`,
    `${target}&Action=DeleteVpc`,
  ];
}

export function brokenHeaders(caller: Caller): Draft {
  const { random } = caller;
  const made = call(caller);
  const without = (name: string) => made.headers.filter(([each]) => each !== name);
  const value = random.pick([
    '',
    'x',
    '0',
    '-1',
    'é',
    '\x00',
    '\x7f',
    'a, b',
    hostile(random),
    'x'.repeat(70_000),
  ]);
  const name = random.pick([...COMMON, 'x-a', 'X A', 'x:a', '', 'é', '__proto__', 'constructor']);
  const count = random.pick([60, 100, 101, 500, 2500]);
  const headers = random.pick<() => Draft['headers']>([
    () => [...made.headers, [name, value]],
    () => [[name, value], ...made.headers],
    () => [...without(name), [name, value]],
    () =>
      without(random.pick(['host', 'x-date', 'authorization', 'content-type', 'content-length'])),
    () => [...made.headers, ...made.headers],
    () => made.headers.map(([each, text]) => [each.toUpperCase(), text]),
    () => made.headers.map(([each, text]) => [each, `${text} `]),
    () => made.headers.map(([each, text]) => [each, ` \t${text}`]),
    () => made.headers.map(([each, text]) => [each, `${text}\r\n folded`]),
    () => [...made.headers, ...Array.from({ length: count }, (_, i) => [`a-${i}`, '1'] as const)],
    () => [...without('host'), ['host', random.pick(HOSTS)]],
    () => [...made.headers, ['expect', random.pick(['100-continue', 'x', ''])]],
    () => [
      ...made.headers,
      ['connection', random.pick(['close', 'keep-alive', 'upgrade', 'x', 'host'])],
    ],
    () => [
      ...made.headers,
      ['connection', 'Upgrade'],
      ['upgrade', random.pick(['websocket', 'h2c', ''])],
    ],
    () => [
      ...made.headers,
      ['transfer-encoding', random.pick(['chunked', 'gzip', 'identity', 'x', ''])],
    ],
    () => [...without('content-length'), ['content-length', random.pick(LENGTHS)]],
    () => [...made.headers, ['x-content-sha256', random.pick(['', 'x', '0'.repeat(64)])]],
    () => [...made.headers, ['x-security-token', hostile(random).replace(/[\r\n]/g, '')]],
  ])();
  return { ...made, headers };
}

const COMMON = [
  'host',
  'x-date',
  'authorization',
  'content-type',
  'content-length',
  'transfer-encoding',
  'connection',
  'cookie',
  'x-security-token',
];
const HOSTS = [
  '',
  ' ',
  'h',
  'h:80',
  'h:443',
  'h:99999',
  '[::1]',
  '[::1]:80',
  'a b',
  'é',
  'http://h',
  'h,h',
  '%00',
  'x'.repeat(5000),
];
const LENGTHS = [
  '0',
  '1',
  '-1',
  '5',
  '99999',
  '2000000',
  '99999999999999999999',
  '1e3',
  '0x10',
  '1, 1',
  '',
];

/** The Authorization header or the date, bent; the rest of the request is framed well. */
export function brokenSignature(caller: Caller): Draft {
  const { random } = caller;
  const made = call(caller);
  const authorization = made.headers.find(([name]) => name === 'authorization')?.[1] ?? '';
  const [, credential = '', names = '', signature = ''] =
    /Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)/.exec(authorization) ?? [];
  const [key = '', day = '', region = '', service = ''] = credential.split('/');
  const whole = (scope: string, signed = names, mac = signature) =>
    `HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, Signature=${mac}`;
  const odd = random.pick(ODD);
  const bent = random.pick([
    odd,
    `HMAC-SHA256 ${odd}`,
    `HMAC-SHA256${authorization.slice(11)}`,
    authorization.replace(
      'HMAC-SHA256',
      random.pick(['HMAC-SHA1', 'AWS4-HMAC-SHA256', 'Bearer', 'hmac-sha256']),
    ),
    authorization.replaceAll(', ', random.pick([',', ';', ' ', ',,', ', , '])),
    authorization.replace(/Credential=[^,]+, /, ''),
    authorization.replace(/SignedHeaders=[^,]+, /, ''),
    authorization.replace(/, Signature=.*/, ''),
    `${authorization}, ${random.pick(['Signature=x', 'Credential=x', 'Moon=1', odd])}`,
    authorization.slice(0, random.int(0, authorization.length)),
    whole(odd),
    whole(`${key}/${day}/${region}/${service}`),
    whole(`${key}/${day}/${region}/${service}/request/x`),
    whole(`${key}/${day}/${region}/${service}/aws4_request`),
    whole(`${odd}/${day}/${region}/${service}/request`),
    whole(`${key}/${odd}/${region}/${service}/request`),
    whole(`${key}/${day}/${odd}/${service}/request`),
    whole(`${key}/${day}/${region}/${odd}/request`),
    whole(`//${day}///request`),
    whole(credential, odd),
    whole(
      credential,
      random.pick([
        '',
        ';',
        'host;host',
        'HOST',
        'constructor',
        '__proto__;host',
        'authorization',
        'host;x-none',
        'a;'.repeat(3000),
      ]),
    ),
    whole(credential, names, odd),
    whole(credential, names, signature.toUpperCase()),
    whole(
      credential,
      names,
      signature.replace(/./, (digit) => (digit === '0' ? '1' : '0')),
    ),
    whole(credential, names, ''),
    whole(credential, names, '0'.repeat(20_000)),
  ]);
  const dates = [
    '',
    'now',
    '20240230T000000Z',
    '20241301T000000Z',
    '20240101T240000Z',
    '20240101T000060Z',
    '2024-01-01T00:00:00Z',
    '00000000T000000Z',
    '99991231T235959Z',
    '20240101T000000+08:00',
    '20240101',
    odd,
  ];
  const date = random.chance(0.3) ? random.pick(dates) : undefined;
  return {
    ...made,
    headers: made.headers.map(([name, value]) => {
      if (name === 'authorization' && date === undefined) return [name, oneLine(bent)];
      if (name === 'x-date' && date !== undefined) return [name, oneLine(date)];
      return [name, value];
    }),
  };
}

const ODD = [
  '',
  ' ',
  '=',
  '/',
  '////',
  ',',
  'x',
  'é',
  '"',
  '%00',
  'constructor',
  '__proto__',
  'toString',
  '../..',
  'null',
  'undefined',
  '🐳',
  'x'.repeat(5000),
  'a=b=c',
  '=,=,=',
  '\t',
  '\x7f',
  'rds',
  'iam',
  'cn-nowhere',
  '*',
];

/** A presigned call, whole or with one of its parameters bent. */
export function presigned(caller: Caller): Draft {
  const { random } = caller;
  const [path = '/', text = ''] = call(caller).target.split('?');
  const query = [...new URLSearchParams(text)] as [string, string][];
  const service = random.pick(caller.callables).service;
  const signed = [
    ...presign({ method: 'GET', query, host: 'localhost' }, random.pick(caller.credentials), {
      region: 'cn-beijing',
      service,
      now: Date.now(),
    }),
  ];
  const at = signed.findLastIndex(([name]) => name.startsWith('X-') && random.chance(0.3));
  const [name] = signed[at] ?? ['X-Date'];
  const value = random.pick([
    ...ODD,
    '604801',
    '0',
    '-1',
    'HMAC-SHA1',
    `${'a;'.repeat(2000)}`,
    'Action;Version',
  ]);
  const bent = random.weighted<() => (readonly [string, string])[]>([
    [3, () => signed],
    [2, () => signed.filter((_, i) => i !== at)],
    [3, () => signed.map((pair, i) => (i === at ? [pair[0], value] : pair))],
    [1, () => [...signed, [name, value]]],
    [1, () => [...signed, ['X-Expires', value]]],
    [1, () => [...signed, ['Moon', '1']]],
    [1, () => random.shuffled(signed)],
  ])();
  const search = bent
    .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='))
    .join('&');
  return {
    method: 'GET',
    target: `${path}?${search}`,
    protocol: 'HTTP/1.1',
    headers: [['host', 'localhost']],
    body: new Uint8Array(),
  };
}

/** Bytes of a call with some of them changed, lost, doubled or moved. */
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

/** What comes from those who did not mean to speak HTTP. */
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

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, '').replace(/[^\0-\xff]/g, '?');
}
