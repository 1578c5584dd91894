import type { Draft } from '../support/request.ts';
import { type Caller, call } from './calls.ts';
import { hostile } from './values.ts';

/** Calls with one broken part: each changes a part of a well-signed call. */

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
