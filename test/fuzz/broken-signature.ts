import type { Draft } from '../support/request.ts';
import { presign } from '../support/signer.ts';
import { type Caller, call } from './calls.ts';

/** A broken Authorization header or date in a request that is otherwise well framed. */
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

/** A presigned call, whole or with one broken parameter. */
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

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, '').replace(/[^\0-\xff]/g, '?');
}
