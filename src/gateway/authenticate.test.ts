import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officialRequests } from '#test/support/official-requests.ts';
import {
  authorization,
  credential,
  host,
  key,
  keyOf,
  nothingHashed,
  outcome,
  presigned,
  refusalOf,
  scope,
  sessionKey,
  signed,
  signedAt,
  verify,
  withHeaders,
  xDate,
} from '#test/support/signed-requests.ts';
import { authenticate, readClaim, type SignedRequest } from './authenticate.ts';
import { read } from './read.ts';

describe('what the official clients sign', () => {
  it.each(officialRequests())('$client', ({ request, key, at = signedAt }) => {
    expect(verify(request, key, at)).toBe(key);
    const otherSecret = { ...key, secretAccessKey: 'OTHER' };
    expect(outcome(request, otherSecret, at)).toBe('SignatureDoesNotMatch');
    expect(outcome(request, key, at + 901_000)).toBe('InvalidTimestamp');
  });

  it('may be listed in any order, as in the sample code of the vendor', () => {
    const headers = {
      host,
      'x-date': xDate,
      'x-content-sha256': nothingHashed,
      'content-type': 'application/json',
    };
    const names = 'host;x-date;x-content-sha256;content-type';
    expect(outcome(signed({ headers, names }))).toBe('accepted');
  });

  it('may have the port 80 or 443 of the host on one side only', () => {
    for (const [sent, signedAs] of [
      ['localhost:80', 'localhost'],
      ['localhost:443', 'localhost'],
      ['localhost', 'localhost:80'],
      ['localhost', 'localhost:443'],
      ['localhost:80', 'localhost:80'],
      ['localhost', 'localhost'],
    ] as const) {
      expect(outcome(withHeaders(signed({ host: signedAs }), { host: sent }))).toBe('accepted');
    }
  });

  it('has any other port in it', () => {
    const request = signed({ host: 'localhost:8080' });
    expect(outcome(withHeaders(request, { host: 'localhost' }))).toBe('SignatureDoesNotMatch');
    expect(outcome(withHeaders(request, { host: 'localhost:8081' }))).toBe('SignatureDoesNotMatch');
    expect(outcome(withHeaders(request, { host: 'localhost:80' }))).toBe('SignatureDoesNotMatch');
  });

  it('may have its inner white space collapsed (Node) or kept (Go)', () => {
    const note = 'two  blanks';
    for (const signedAs of [note, 'two blanks']) {
      const headers = { host, 'x-date': xDate, 'x-note': signedAs };
      const request = withHeaders(signed({ headers }), { 'x-note': note });
      expect(outcome(request)).toBe('accepted');
    }
  });

  it('is in the bytes of a header, of which no two that are not UTF-8 are taken for one', () => {
    const headers = { host, 'x-date': xDate, 'x-note': '\ufffd' };
    expect(outcome(withHeaders(signed({ headers }), { 'x-note': '\u00ff' }))).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it('may leave out the host, but not what stands in the path unless it is only x-date', () => {
    const java = signed({ names: 'x-date' });
    expect(outcome({ ...java, path: '/prefix' })).toBe('accepted');
    const node = signed({ names: 'host;x-date' });
    expect(outcome({ ...node, path: '/prefix' })).toBe('SignatureDoesNotMatch');
  });

  it('may carry date, token and validity in the query beside an Authorization header', () => {
    const query = `Action=A&X-Date=${xDate}&X-Security-Token=STSTOKEN&X-Expires=60`;
    const request = signed({ query, headers: { host } });
    expect(outcome(request, sessionKey, signedAt + 60_000)).toBe('accepted');
    expect(outcome(request, sessionKey, signedAt + 60_001)).toBe('InvalidTimestamp');
  });

  it('counts with the date of the header when the query has another', () => {
    const request = signed({ query: 'Action=A&X-Date=20300101T000000Z' });
    expect(outcome(request)).toBe('accepted');
  });
});

describe('the query', () => {
  it.each([
    ['a value that holds the next pair', '?Action=A&Version=B', '?Action=A%26Version%3DB'],
    ['a name that holds the pair before', '?Action=A&Version=B', '?Action%3DA%26Version=B'],
    ['a name with the mark in it', '?a=b%3Dc', '?a%3Db=c'],
    ['a plus sign that is sent as one', '?a=b%2Bc', '?a=b+c'],
    ['an escape that was escaped', '?a=%2541', '?a=%41'],
    ['an escape that was not', '?a=%41', '?a=%2541'],
    ['a pair that says nothing', '?a=b', '?a=b&c'],
  ])('is what was signed as it is decoded, not as it looks: %s', (_, whole, other) => {
    const request = signed({ query: whole.slice(1) });
    expect(outcome(request)).toBe('accepted');
    const { query } = read('GET', `/${other}`, {}, Buffer.from(''));
    expect(outcome({ ...request, query })).toBe('SignatureDoesNotMatch');
  });
});

describe('the head of an Authorization header, which is kept', () => {
  const forged = (request: SignedRequest, change: (text: string) => string) =>
    withHeaders(request, { authorization: change(String(request.headers.authorization)) });

  it('does not vouch for what follows it', () => {
    const request = signed();
    expect(outcome(request)).toBe('accepted');
    const digits = /[0-9a-f]{64}$/;
    const cases: [(text: string) => string, string][] = [
      [(text) => text.replace(digits, '0'.repeat(64)), 'SignatureDoesNotMatch'],
      [(text) => text.replace(digits, ''), 'MissingSignature'],
      [(text) => text.replace(digits, ' '), 'MissingSignature'],
      [(text) => `${text}, Credential=x`, 'InvalidAuthorization'],
      [(text) => `${text},`, 'InvalidAuthorization'],
      [(text) => text.replace(/.$/, ','), 'InvalidAuthorization'],
      [(text) => `${text}, Signature=x`, 'InvalidAuthorization'],
      [(text) => text.replace('SignedHeaders=host', 'SignedHeaders=hosT'), 'InvalidAuthorization'],
    ];
    for (const [change, code] of cases) {
      expect(outcome(forged(request, change))).toBe(code);
      // The same again: what was refused was not kept.
      expect(outcome(forged(request, change))).toBe(code);
    }
    expect(outcome(request)).toBe('accepted');
  });

  it('belongs to one key and one secret', () => {
    const request = signed();
    expect(outcome(request)).toBe('accepted');
    expect(outcome(request, keyOf({ secretAccessKey: 'another' }))).toBe('SignatureDoesNotMatch');
    expect(outcome(request)).toBe('accepted');
    const renamed = forged(request, (text) => text.replace(key.accessKeyId, 'AKLTother'));
    expect(outcome(renamed)).toBe('InvalidAccessKey');
  });

  it('is the same whether it was read or kept, as many as there are', () => {
    const many = Array.from({ length: 1200 }, (_, n) =>
      signed({ headers: { host, 'x-date': xDate, [`x-${n}`]: 'a' } }),
    );
    for (const request of [...many, ...many]) expect(outcome(request)).toBe('accepted');
  });
});

describe('the key', () => {
  it('is the very object that was looked up, found by the id in the credential', () => {
    const asked: string[] = [];
    const request = signed();
    const found = authenticate(
      request,
      readClaim(request),
      (id) => {
        asked.push(id);
        return { ...key, account: 2100000001 };
      },
      signedAt,
    );
    expect(found.account).toBe(2100000001);
    expect(asked).toEqual([key.accessKeyId]);
  });

  it('is refused by its id when it is unknown', () => {
    const request = signed({ accessKeyId: 'AKLTUNKNOWN' });
    expect(refusalOf(request)).toMatchObject({
      refusal: { code: 'InvalidAccessKey', http: 401, codeN: 100009 },
      message: 'The accesskey [AKLTUNKNOWN] included in the request is invalid.',
    });
  });
});

describe('the claim', () => {
  it('names credential, date and headers', () => {
    expect(readClaim(signed())).toMatchObject({
      credential: { ...scope, accessKeyId: key.accessKeyId },
      date: xDate,
      signedAt,
      validFor: 900_000,
      signedHeaders: ['host', 'x-date'],
      signedQueries: undefined,
      bodySigned: true,
      token: undefined,
    });
  });

  it.each([
    ['no Authorization', undefined, 'MissingAuthenticationToken'],
    ['an empty one', '', 'MissingAuthenticationToken'],
    ['another scheme', 'Bearer abc', 'InvalidAuthorization'],
    ['the scheme alone', 'HMAC-SHA256', 'InvalidAuthorization'],
    ['the scheme and a blank', 'HMAC-SHA256 ', 'InvalidAuthorization'],
    ['another hash', authorization({ scheme: 'HMAC-SHA1' }), 'InvalidAuthorization'],
    [
      'a longer name of the hash',
      authorization({ scheme: 'HMAC-SHA2567' }),
      'InvalidAuthorization',
    ],
    ["AWS's scheme", authorization({ scheme: 'AWS4-HMAC-SHA256' }), 'InvalidAuthorization'],
    ['two signatures', `${authorization()}, Signature=0`, 'InvalidAuthorization'],
    ['two credentials', `${authorization()}, Credential=0`, 'InvalidAuthorization'],
    ['an unknown field', `${authorization()}, Colour=red`, 'InvalidAuthorization'],
    ['a field without value', `${authorization()}, Colour`, 'InvalidAuthorization'],
    ['a trailing comma', `${authorization()},`, 'InvalidAuthorization'],
    ['itself twice', `${authorization()}, ${authorization()}`, 'InvalidAuthorization'],
    ['no signature', authorization({ signature: undefined }), 'MissingSignature'],
    ['an empty signature', authorization({ signature: '' }), 'MissingSignature'],
    ['no list of headers', authorization({ names: undefined }), 'InvalidAuthorization'],
    ['an empty list of headers', authorization({ names: '' }), 'InvalidAuthorization'],
    ['a header twice', authorization({ names: 'host;host' }), 'InvalidAuthorization'],
    ['an empty header', authorization({ names: 'host;;x-date' }), 'InvalidAuthorization'],
    ['an upper-case header', authorization({ names: 'Host' }), 'InvalidAuthorization'],
    ['a blank in a header', authorization({ names: 'host; x-date' }), 'InvalidAuthorization'],
    ['no credential', authorization({ credential: undefined }), 'InvalidCredential'],
    ['an empty credential', authorization({ credential: '' }), 'InvalidCredential'],
    ['a key alone', authorization({ credential: 'AK' }), 'InvalidCredential'],
    ['no key', credential('/20240110/cn-beijing/vpc/request'), 'InvalidCredential'],
    ['no region', credential('AK/20240110//vpc/request'), 'InvalidCredential'],
    ['no service', credential('AK/20240110/cn-beijing//request'), 'InvalidCredential'],
    ['a field too few', credential('AK/20240110/vpc/request'), 'InvalidCredential'],
    ['a field too many', credential('AK/20240110/a/b/vpc/request'), 'InvalidCredential'],
    ['one after the end', credential('AK/20240110/a/b/request/vpc'), 'InvalidCredential'],
    ["AWS's end", credential('AK/20240110/cn-beijing/vpc/aws4_request'), 'InvalidCredential'],
    ['another day', credential('AK/20240111/cn-beijing/vpc/request'), 'InvalidCredential'],
    ['no day', credential('AK//cn-beijing/vpc/request'), 'InvalidCredential'],
    ['a blank in the key', credential('A K/20240110/cn-beijing/vpc/request'), 'InvalidCredential'],
    ['a blank in the region', credential('AK/20240110/a b/vpc/request'), 'InvalidCredential'],
    ['a blank in the service', credential('AK/20240110/a/v pc/request'), 'InvalidCredential'],
  ])('of a request with %s is refused', (_what, value, code) => {
    expect(outcome(withHeaders(signed(), { authorization: value }))).toBe(code);
  });

  it('is read with its fields in any order and with or without blanks', () => {
    const request = signed();
    const fields = String(request.headers.authorization).slice('HMAC-SHA256 '.length).split(', ');
    for (const separator of [',', ', ', ' , ']) {
      const value = `HMAC-SHA256 ${fields.toReversed().join(separator)}`;
      expect(outcome(withHeaders(request, { authorization: value }))).toBe('accepted');
    }
  });

  it('is refused when Authorization stands twice', () => {
    const request = signed();
    const once = String(request.headers.authorization);
    const twice = { ...request.headers, authorization: [once, once] };
    expect(outcome({ ...request, headers: twice })).toBe('InvalidAuthorization');
  });

  it.each([undefined, ''])('is refused without a date (%j)', (date) => {
    expect(refusalOf(withHeaders(signed(), { 'x-date': date }))).toMatchObject({
      refusal: { code: 'MissingRequestInfo', http: 400, codeN: 100004 },
      message: 'The request is missing timestamp information.',
    });
  });

  it.each([
    '2024-01-10T02:41:29Z',
    '20240110T024129',
    '20240110T024129+0800',
    '20240110T024129ZZ',
    '20240110 024129Z',
    '20240010T024129Z',
    '20241310T024129Z',
    '20240100T024129Z',
    '20240132T024129Z',
    '20240230T024129Z',
    '20230229T024129Z',
    '20240110T244129Z',
    '20240110T026029Z',
    '20240110T024160Z',
    'now',
    `${xDate}, ${xDate}`,
  ])('is refused with the date %j', (date) => {
    const request = signed({ date });
    // By the claim itself: the time window would refuse most of these as well.
    expect(() => readClaim(request)).toThrow('The Signature of the request is expired.');
  });

  it('knows the 29th of February of a leap year', () => {
    const request = signed({ date: '20240229T235959Z' });
    expect(outcome(request, key, Date.UTC(2024, 1, 29, 23, 59, 59))).toBe('accepted');
  });
});

describe('the time window', () => {
  it.each([
    [0, 'accepted'],
    [900_000, 'accepted'],
    [900_001, 'InvalidTimestamp'],
    [-900_000, 'accepted'],
    [-900_001, 'InvalidTimestamp'],
  ])('%i ms after the date: %s', (after, result) => {
    expect(outcome(signed(), key, signedAt + after)).toBe(result);
    expect(outcome(presigned(), key, signedAt + after)).toBe(result);
  });

  it.each([
    ['', 900],
    ['1', 1],
    ['60', 60],
    ['0900', 900],
    ['604800', 604_800],
  ])('lasts the %j seconds of X-Expires, but 900 s ahead all the same', (expires, seconds) => {
    for (const request of [
      signed({ query: `Action=A&X-Expires=${expires}` }),
      presigned({ query: `Action=A&X-Expires=${expires}` }),
    ]) {
      expect(outcome(request, key, signedAt + seconds * 1000)).toBe('accepted');
      expect(outcome(request, key, signedAt + seconds * 1000 + 1)).toBe('InvalidTimestamp');
      expect(outcome(request, key, signedAt - 900_000)).toBe('accepted');
      expect(outcome(request, key, signedAt - 900_001)).toBe('InvalidTimestamp');
    }
  });

  it.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '604801',
    '99999999999999999999',
    'Infinity',
    ' 60',
  ])('is refused with X-Expires=%s', (expires) => {
    const query = `Action=A&X-Expires=${encodeURIComponent(expires)}`;
    expect(outcome(signed({ query }))).toBe('InvalidParameter');
    expect(outcome(presigned({ query }))).toBe('InvalidParameter');
  });
});

describe('the signature', () => {
  it.each([
    ['of another length', 'abc'],
    ['in upper case', (signature: string) => signature.toUpperCase()],
    ['with more behind it', (signature: string) => `${signature}00`],
    ['not in ASCII', 'é'.repeat(64)],
  ])('%s does not match', (_what, change) => {
    const request = signed();
    const value = String(request.headers.authorization).replace(/[0-9a-f]{64}$/, change as string);
    expect(outcome(withHeaders(request, { authorization: value }))).toBe('SignatureDoesNotMatch');
  });

  it('does not match when a signed header was not sent', () => {
    const request = signed({ names: 'host;x-absent;x-date' });
    expect(outcome(request)).toBe('SignatureDoesNotMatch');
    expect(outcome(signed({ names: 'constructor;host;x-date' }))).toBe('SignatureDoesNotMatch');
    expect(outcome(signed({ names: '__proto__;host;x-date' }))).toBe('SignatureDoesNotMatch');
  });

  it('covers an empty header that was sent', () => {
    const headers = { host, 'x-date': xDate, 'x-empty': '' };
    expect(outcome(signed({ headers }))).toBe('accepted');
  });

  it('covers the body, whatever hash of it the client declares', () => {
    const body = '{"NetworkInterfaceId":"eni-1"}';
    const hash = createHash('sha256').update(body).digest('hex');
    for (const headers of [
      { host, 'x-date': xDate },
      { host, 'x-date': xDate, 'x-content-sha256': hash },
    ]) {
      const request = signed({ method: 'POST', body, headers });
      expect(outcome(request)).toBe('accepted');
      const swapped = { ...request, body: Buffer.from('{"NetworkInterfaceId":"eni-2"}') };
      expect(outcome(swapped)).toBe('SignatureDoesNotMatch');
    }
  });

  it('does not match when the declared hash is wrong, signed or not', () => {
    const wrong = { 'x-content-sha256': '0'.repeat(64) };
    expect(outcome(withHeaders(signed(), wrong))).toBe('SignatureDoesNotMatch');
    expect(outcome(signed({ headers: { host, 'x-date': xDate, ...wrong } }))).toBe(
      'SignatureDoesNotMatch',
    );
    expect(outcome(withHeaders(presigned(), wrong))).toBe('SignatureDoesNotMatch');
    expect(outcome(withHeaders(signed(), { 'x-content-sha256': nothingHashed }))).toBe('accepted');
  });

  it('of a request in time is asked for before its session token', () => {
    const request = signed({ secret: 'WRONG' });
    expect(outcome(request, sessionKey)).toBe('SignatureDoesNotMatch');
  });
});

describe('the session token', () => {
  const headers = { host, 'x-date': xDate, 'x-security-token': 'STSTOKEN' };

  it('may be signed or not, in the header and in a presigned URL', () => {
    expect(outcome(signed({ headers }), sessionKey)).toBe('accepted');
    expect(outcome(signed({ headers, names: 'host;x-date' }), sessionKey)).toBe('accepted');
    const query = 'Action=A&X-Security-Token=STSTOKEN';
    expect(outcome(presigned({ query }), sessionKey)).toBe('accepted');
    expect(
      outcome(presigned({ query: 'Action=A', unsigned: 'X-Security-Token=STSTOKEN' }), sessionKey),
    ).toBe('accepted');
  });

  it.each([
    ['missing', undefined, sessionKey, 'it is missing'],
    ['empty', '', sessionKey, 'it is missing'],
    ['wrong', 'OTHER', sessionKey, 'it is wrong'],
    ['longer', 'STSTOKEN2', sessionKey, 'it is wrong'],
    ['sent with a permanent key', 'STSTOKEN', key, 'it is wrong'],
    ['expired', 'STSTOKEN', { ...sessionKey, expiresAt: signedAt }, 'it has expired'],
  ])('is refused when it is %s', (_what, token, key, reason) => {
    const sent = {
      host,
      'x-date': xDate,
      ...(token !== undefined && { 'x-security-token': token }),
    };
    expect(refusalOf(signed({ headers: sent, names: 'host;x-date' }), key)).toMatchObject({
      refusal: { code: 'InvalidSecretToken', http: 401, codeN: 100026 },
      message: `Invalid secret token, msg: ${reason}.`,
    });
  });

  it('is good until the millisecond in which it expires', () => {
    const expiring = { ...sessionKey, expiresAt: signedAt + 1 };
    expect(outcome(signed({ headers }), expiring, signedAt)).toBe('accepted');
    expect(outcome(signed({ headers }), expiring, signedAt + 1)).toBe('InvalidSecretToken');
  });

  it('may be sent empty with a permanent key, as the Go presigner does', () => {
    expect(outcome(presigned({ query: 'Action=A&X-Security-Token=' }))).toBe('accepted');
  });
});

describe('a presigned URL', () => {
  it('signs what its list names, with or without the list itself, and with or without host', () => {
    expect(outcome(presigned())).toBe('accepted');
    expect(outcome(presigned({ listItself: true }))).toBe('accepted');
    expect(outcome(presigned({ names: 'host' }))).toBe('accepted');
    expect(outcome(presigned({ names: 'host', listItself: true }))).toBe('accepted');
  });

  it('binds the host only when it is signed', () => {
    expect(outcome(withHeaders(presigned(), { host: 'elsewhere' }))).toBe('accepted');
    expect(outcome(withHeaders(presigned({ names: 'host' }), { host: 'elsewhere' }))).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it("may leave ! ' ( ) * as they are in what is signed, as the later Node SDK does", () => {
    const query = `Action=A&Name=${encodeURIComponent("a !'()*")}`;
    expect(outcome(presigned({ query, encode: encodeURIComponent }))).toBe('accepted');
  });

  it('covers the body only without X-NotSignBody', () => {
    const post = { method: 'POST', body: 'Name=a' };
    const other = Buffer.from('Name=b');
    expect(outcome(presigned(post))).toBe('accepted');
    expect(outcome({ ...presigned(post), body: other })).toBe('accepted');
    const covered = presigned({ ...post, signBody: true });
    expect(outcome(covered)).toBe('accepted');
    expect(outcome({ ...covered, body: other })).toBe('SignatureDoesNotMatch');
  });

  it('has no body when it is for a GET, unless the body is signed', () => {
    const body = Buffer.from('Name=b');
    expect(outcome({ ...presigned(), body })).toBe('InvalidParameter');
    expect(outcome(presigned({ body: 'Name=b', signBody: true }))).toBe('accepted');
  });

  it.each([
    'X-NotSignBody=',
    'X-Expires=604800',
    'NetworkInterfaceId=eni-1',
    'Action=Other',
  ])('does not bear that %s is added', (unsigned) => {
    const request = presigned({ signBody: true, unsigned });
    expect(outcome(request)).toBe('SignatureDoesNotMatch');
  });

  it.each([
    ['X-Signature', 'MissingSignature'],
    ['X-Credential', 'MissingParameter'],
    ['X-Algorithm', 'MissingParameter'],
    ['X-SignedHeaders', 'MissingParameter'],
    ['X-SignedQueries', 'MissingParameter'],
    ['X-Date', 'MissingRequestInfo'],
    // The empty body hashes alike, but the name is signed.
    ['X-NotSignBody', 'SignatureDoesNotMatch'],
    ['Action', 'SignatureDoesNotMatch'],
  ])('without %s: %s', (name, code) => {
    const request = presigned();
    const query = request.query.filter(([each]) => each !== name);
    expect(outcome({ ...request, query })).toBe(code);
  });

  it.each([
    ['X-Signature', '', 'MissingSignature'],
    ['X-Credential', '', 'InvalidCredential'],
    ['X-Credential', 'AK/20240109/cn-beijing/vpc/request', 'InvalidCredential'],
    ['X-Algorithm', 'HMAC-SHA1', 'InvalidAuthorization'],
    ['X-Algorithm', '', 'InvalidAuthorization'],
    ['X-SignedHeaders', 'host;host', 'InvalidAuthorization'],
    ['X-SignedHeaders', 'host', 'SignatureDoesNotMatch'],
    ['X-SignedQueries', '', 'SignatureDoesNotMatch'],
    ['X-Date', '', 'MissingRequestInfo'],
    ['X-Date', 'today', 'InvalidTimestamp'],
    ['X-NotSignBody', '1', 'SignatureDoesNotMatch'],
  ])('with %s=%s: %s', (name, value, code) => {
    const request = presigned();
    const query = request.query.map((pair) => (pair[0] === name ? ([name, value] as const) : pair));
    expect(outcome({ ...request, query })).toBe(code);
  });

  it.each([
    'X-Signature',
    'X-Credential',
    'X-Algorithm',
    'X-SignedHeaders',
    'X-SignedQueries',
    'X-Date',
    'X-NotSignBody',
  ])('with %s twice is refused', (name) => {
    const request = presigned();
    const again = request.query.filter(([each]) => each === name);
    expect(outcome({ ...request, query: [...request.query, ...again] })).toBe('InvalidParameter');
  });

  it('yields to an Authorization header', () => {
    const request = withHeaders(presigned(), { authorization: 'Bearer abc' });
    expect(outcome(request)).toBe('InvalidAuthorization');
  });
});

describe('whatever is sent', () => {
  it('one changed character in any signed part is refused', () => {
    const samples = officialRequests();
    const letters = [...'abcxyzABCXYZ0123456789'];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...letters),
        ({ request, key, at = signedAt }, part, position, letter) => {
          const parts = signedParts(request);
          const { text, put } = parts[part % parts.length] as Part;
          const place = position % text.length;
          fc.pre(text[place] !== letter);
          const changed = put(`${text.slice(0, place)}${letter}${text.slice(place + 1)}`);
          expect(outcome(changed, key, at)).not.toBe('accepted');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('nothing but a refusal is ever thrown', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
      fc.constantFrom('\ud800', '%', '%zz', '=', ',', ';', '/', 'host', 'x-date', xDate, '2024'),
      fc.constantFrom('HMAC-SHA256', '0'.repeat(64), `AK/20240110/a/b/request`, '__proto__'),
    );
    const fields = fc
      .array(fc.tuple(fc.constantFrom('Credential', 'SignedHeaders', 'Signature', 'X'), word))
      .map((pairs) => `HMAC-SHA256 ${pairs.map((pair) => pair.join('=')).join(', ')}`);
    const plausible = fc
      .tuple(fc.constantFrom('host', 'host;x-date', 'x', '__proto__', 'constructor'), word)
      .map(([names, signature]) => authorization({ names, signature }));
    const value = fc.oneof(word, fc.array(word), fc.constant(undefined));
    const name = fc.oneof(word, fc.constantFrom(...presigned().query.map(([each]) => each)));
    fc.assert(
      fc.property(
        fc.record({ method: word, path: word, query: fc.array(fc.tuple(name, word)) }),
        fc.oneof(word, fields, plausible, fc.constant(undefined)),
        fc.oneof(fc.constant(xDate), value),
        fc.dictionary(word, value),
        fc.uint8Array(),
        (start, authorization, date, others, body) => {
          const headers = { ...others, host: 'h', 'x-date': date, authorization };
          expect(typeof outcome({ ...start, headers, body })).toBe('string');
          const query = [...presigned().query, ...start.query];
          expect(typeof outcome({ ...start, query, headers: others, body })).toBe('string');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

interface Part {
  readonly text: string;
  put(text: string): SignedRequest;
}

/** Every text of a request that its signature stands for. */
function signedParts(request: SignedRequest): readonly Part[] {
  const { query, headers } = request;
  const claim = readClaim(request);
  const put = (at: number, pair: readonly [string, string]): SignedRequest => ({
    ...request,
    query: query.with(at, pair),
  });
  const parts: Part[] = [
    { text: request.method, put: (method) => ({ ...request, method }) },
    ...query.flatMap(([name, value], at) => [
      { text: name, put: (text: string) => put(at, [text, value]) },
      { text: value, put: (text: string) => put(at, [name, text]) },
    ]),
    ...['authorization', 'x-security-token', 'x-content-sha256', 'x-date', ...claim.signedHeaders]
      .filter((name) => headers[name] !== undefined)
      .map((name) => ({
        text: String(headers[name]),
        put: (text: string) => withHeaders(request, { [name]: text }),
      })),
  ];
  if (claim.signedHeaders.join() !== 'x-date') {
    parts.push({ text: request.path, put: (path) => ({ ...request, path }) });
  }
  if (claim.bodySigned) {
    const text = Buffer.from(request.body).toString('latin1');
    parts.push({ text, put: (body) => ({ ...request, body: Buffer.from(body, 'latin1') }) });
  }
  return parts.filter((part) => part.text !== '');
}
