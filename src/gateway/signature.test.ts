import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { canonicalRequests, encode, type Signable, signedHosts } from './canonical.ts';
import { sameText, sha256, sign, signingKey, stringToSign } from './signature.ts';

const ordinary: Signable = {
  method: 'GET',
  path: '/',
  query: [
    ['Version', '2020-04-01'],
    ['Action', 'DescribeSubnets'],
  ],
  headers: [
    ['host', '127.0.0.1:8080'],
    ['x-date', '20240110T024129Z'],
  ],
  bodyHash: sha256(''),
};

const scope = { date: '20240110', region: 'cn-beijing', service: 'vpc' };

describe('encoding', () => {
  it('leaves the unreserved characters alone', () => {
    const unreserved = 'ABCXYZabcxyz0189-._~';
    expect(encode(unreserved)).toBe(unreserved);
  });

  it.each([
    [' ', '%20'],
    ['+', '%2B'],
    ['%20', '%2520'],
    ["!'()*", '%21%27%28%29%2A'],
    ['/:;=&,', '%2F%3A%3B%3D%26%2C'],
    ['é', '%C3%A9'],
    ['网卡', '%E7%BD%91%E5%8D%A1'],
    ['😀', '%F0%9F%98%80'],
    ['\u0000\n', '%00%0A'],
  ])('writes %j as %s', (text, encoded) => {
    expect(encode(text)).toBe(encoded);
  });

  it('encodes a lone surrogate instead of throwing', () => {
    expect(encode('a\ud800b')).toBe('a%EF%BF%BDb');
  });

  it('is undone by decoding, and emits nothing but unreserved characters and escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeURIComponent(encode(text))).toBe(text);
        expect(encode(text)).toMatch(/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
      }),
    );
  });
});

describe('the canonical request', () => {
  it('is one text for an ordinary request, in whatever order its parameters came', () => {
    const text = [
      'GET',
      '/',
      'Action=DescribeSubnets&Version=2020-04-01',
      'host:127.0.0.1:8080',
      'x-date:20240110T024129Z',
      '',
      'host;x-date',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ].join('\n');
    expect([...canonicalRequests(ordinary)]).toEqual([text]);
    expect([...canonicalRequests({ ...ordinary, query: ordinary.query.toReversed() })]).toEqual([
      text,
    ]);
  });

  it('encodes as the official Node signer does', () => {
    const query: [string, string][] = [
      ['a', "x y+z/é*'()!~"],
      ['Filter.1.Values.1', 'a,b'],
      ['e', ''],
    ];
    expect(queriesOf(query)).toContain(
      'Filter.1.Values.1=a%2Cb&a=x%20y%2Bz%2F%C3%A9%2A%27%28%29%21~&e=',
    );
  });

  it('keeps the order of repeated parameters (Go) or sorts them (Node)', () => {
    const query: [string, string][] = [
      ['Id', 'b'],
      ['Id', 'a'],
    ];
    expect(queriesOf(query)).toEqual(['Id=b&Id=a', 'Id=a&Id=b']);
  });

  it('orders names by UTF-8 bytes (Go), by code unit (Node, Java) or when encoded (Python)', () => {
    const query: [string, string][] = [
      ['\u{1f600}', ''],
      ['\uff5e', ''],
      ['z', ''],
      ['-', ''],
    ];
    expect(queriesOf(query)).toEqual([
      '-=&z=&%EF%BD%9E=&%F0%9F%98%80=',
      '-=&z=&%F0%9F%98%80=&%EF%BD%9E=',
      '%EF%BD%9E=&%F0%9F%98%80=&-=&z=',
    ]);
  });

  it('may have both repeated parameters and names that are ordered differently', () => {
    const query: [string, string][] = [
      ['z', 'z'],
      ['z', '\u00e9'],
      ['\u00e9', ''],
    ];
    expect(queriesOf(query)).toEqual([
      'z=z&z=%C3%A9&%C3%A9=',
      'z=%C3%A9&z=z&%C3%A9=',
      '%C3%A9=&z=%C3%A9&z=z',
    ]);
  });

  it('has four line feeds in a row when no header is signed', () => {
    const [text] = canonicalRequests({ ...ordinary, headers: [] });
    expect(text).toBe(`GET\n/\nAction=DescribeSubnets&Version=2020-04-01\n\n\n\n${sha256('')}`);
  });

  it("keeps the client's own order of headers", () => {
    const [text] = canonicalRequests({ ...ordinary, headers: ordinary.headers.toReversed() });
    expect(text).toContain('\nx-date:20240110T024129Z\nhost:127.0.0.1:8080\n\nx-date;host\n');
  });

  it('reads a path as sent or decoded and encoded anew, and as "/" only in the form of Java', () => {
    expect(pathsOf({ ...ordinary, path: '/a%2a b' })).toEqual(['/a%2A%20b', '/a%2a b']);
    expect(pathsOf({ ...ordinary, path: '/%zz' })).toEqual(['/%25zz', '/%zz']);
    expect(pathsOf({ ...ordinary, path: '' })).toEqual(['/']);
    const javaHeaders = ordinary.headers.slice(1);
    expect(pathsOf({ ...ordinary, path: '/a', headers: javaHeaders })).toEqual(['/a', '/']);
  });

  function queriesOf(query: Signable['query']): (string | undefined)[] {
    const texts = [...canonicalRequests({ ...ordinary, query })];
    return [...new Set(texts.map((text) => text.split('\n')[2]))];
  }

  function pathsOf(request: Signable): (string | undefined)[] {
    return [...new Set([...canonicalRequests(request)].map((text) => text.split('\n')[1]))];
  }
});

describe('the host', () => {
  it.each([
    ['127.0.0.1:8080', ['127.0.0.1:8080']],
    ['127.0.0.1:80', ['127.0.0.1:80', '127.0.0.1']],
    ['open.volcengineapi.com:443', ['open.volcengineapi.com:443', 'open.volcengineapi.com']],
    ['localhost', ['localhost', 'localhost:80', 'localhost:443']],
    ['[::1]', ['[::1]', '[::1]:80', '[::1]:443']],
    ['[::1]:8080', ['[::1]:8080']],
    ['localhost:8443', ['localhost:8443']],
  ])('%s may have been signed as %j', (host, forms) => {
    expect(signedHosts(host)).toEqual(forms);
  });
});

describe('the signature', () => {
  it('hashes nothing, text and bytes', () => {
    const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(sha256('')).toBe(ofNothing);
    expect(sha256(new Uint8Array())).toBe(ofNothing);
    expect(sha256('名')).toBe(sha256(Buffer.from('名')));
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('signs date, scope and the hash of the canonical request', () => {
    expect(stringToSign('20240110T024129Z', scope, 'abc')).toBe(
      `HMAC-SHA256\n20240110T024129Z\n20240110/cn-beijing/vpc/request\n${sha256('abc')}`,
    );
  });

  it("is the official signer's", () => {
    const [text] = canonicalRequests({
      ...ordinary,
      query: [
        ['Action', 'AttachNetworkInterface'],
        ['Version', '2020-04-01'],
        ['NetworkInterfaceId', 'eni-2fd1example0001'],
        ['InstanceId', 'i-ybexample00000000001'],
      ],
    });
    const toSign = stringToSign('20240110T024129Z', scope, text ?? '');
    expect(sign('EXAMPLESECRETKEYEXAMPLE==', scope, toSign)).toBe(
      'a6df2637ae29014af51034475ce4bc33999ccccdc460c4454cb0bc09c5d9b0d6',
    );
  });

  it('is the HMAC of any text, first and from the kept key', () => {
    const word = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(
        word,
        word,
        word,
        fc.string({ unit: 'binary' }),
        (secret, region, service, text) => {
          const place = { date: '20240110', region, service };
          const expected = createHmac('sha256', signingKey(secret, place))
            .update(text)
            .digest('hex');
          expect(sign(secret, place, text)).toBe(expected);
          expect(sign(secret, place, text)).toBe(expected);
        },
      ),
    );
  });

  it('keeps keys apart whose parts only join to the same text', () => {
    const signatures = [
      sign('secret', { date: '20240110', region: 'ab', service: 'c' }, ''),
      sign('secret', { date: '20240110', region: 'a', service: 'bc' }, ''),
      sign('secret', { date: '20240110a', region: 'b', service: 'c' }, ''),
      sign('csecret', { date: '20240110', region: 'a', service: 'b' }, ''),
    ];
    expect(new Set(signatures).size).toBe(4);
  });

  it('stays right when more keys are used than are kept', () => {
    const secrets = Array.from({ length: 2000 }, (_, i) => `secret ${i}`);
    const once = secrets.map((secret) => sign(secret, scope, 'text'));
    expect(secrets.map((secret) => sign(secret, scope, 'text'))).toEqual(once);
    expect(new Set(once).size).toBe(2000);
  });
});

describe('the comparison of secrets', () => {
  it('knows equal from different texts, of any length and script', () => {
    expect(sameText('', '')).toBe(true);
    expect(sameText('abc', 'abc')).toBe(true);
    expect(sameText('abc', 'abd')).toBe(false);
    expect(sameText('abc', 'ab')).toBe(false);
    expect(sameText('é', 'e')).toBe(false);
    expect(sameText('\u0100', '\u0000')).toBe(false);
    const digits = 'e'.repeat(63);
    expect(sameText(`${digits}f`, `${digits}f`)).toBe(true);
    expect(sameText(`${digits}f`, `${digits}e`)).toBe(false);
    expect(sameText(`é${digits}`, `e${digits}`)).toBe(false);
    expect(sameText(`é${digits}`, `é${digits}`)).toBe(true);
    // As many characters, and as many bytes in front of the one that differs.
    expect(sameText(`é${digits.slice(1)}f`, `é${digits.slice(1)}e`)).toBe(false);
    expect(sameText(`\u0165${digits}`, `e${digits}`)).toBe(false);
  });
});

describe('what a wrong signature costs', () => {
  afterEach(() => vi.restoreAllMocks());

  const names = Array.from({ length: 1000 }, (_, i) => i);
  /** Every text that is tried, and how often a part of the query was encoded on the way. */
  function cost(query: Signable['query'], headers = ordinary.headers) {
    const encoder = vi.spyOn(globalThis, 'encodeURIComponent');
    const texts = [...canonicalRequests({ ...ordinary, query, headers })];
    return { encoded: encoder.mock.calls.length, texts: texts.length };
  }

  it.each<[string, Signable['query']]>([
    ['one name many times', names.map((i) => ['a', `'${(i * 7919) % 1000}`])],
    ['many names', names.map((i) => [`é${(i * 7919) % 1000}`, "'"])],
    ['one value that is long', [['a', "'".repeat(60_000)]]],
  ])('%s: each part of the query is encoded for all signers at once', (_, query) => {
    // For those that escape quotes, and for the presigner that does not.
    expect(cost(query).encoded).toBeLessThanOrEqual(2 * 2 * query.length);
  });

  it('is bounded by the number of signers and of spellings of the host', () => {
    const headers: Signable['headers'] = [
      ['x-b', 'a  b'],
      ['host', 'h.example'],
      ['x-date', '20240110T024129Z'],
      ['x-a', ' a '],
    ];
    expect(
      cost(
        [
          ['b', '(b'],
          ['a', 'é'],
          ['b', "'a"],
          ['a', '!'],
        ],
        headers,
      ).texts,
    ).toBeLessThanOrEqual(15);
  });
});
