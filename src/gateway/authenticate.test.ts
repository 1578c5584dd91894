import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { Client, Command } from '@volcengine/sdk-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '#core/refusal.ts';
import { type AccessKey, authenticate, readClaim, type SignedRequest } from './authenticate.ts';
import { read } from './read.ts';

const key: AccessKey = {
  accessKeyId: 'AKLTEXAMPLEACCESSKEY',
  secretAccessKey: 'EXAMPLESECRETKEYEXAMPLE==',
};
const sessionKey: AccessKey = { ...key, sessionToken: 'STSTOKEN' };

const xDate = '20240110T024129Z';
const signedAt = Date.UTC(2024, 0, 10, 2, 41, 29);
const host = '127.0.0.1:8080';
const scope = { date: '20240110', region: 'cn-beijing', service: 'vpc' };
const nothingHashed = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The signer of the older Node SDK; Vitest and Node read its default export differently. */
const openapi: typeof import('@volcengine/openapi/lib/base/sign.js') = createRequire(
  import.meta.url,
)('@volcengine/openapi/lib/base/sign.js');

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

describe('the official Node signers', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    // An object lists such keys first, which no parameter of the API is like.
    .filter((text) => !/^\d+$/.test(text) && text !== '__proto__');
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '+', '%20', '*', "'", 'a b', "!'()*~", '😀', 'eni-1', '&=;'),
  );
  const parameters = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 1 })));
  // What HTTP can carry, without blanks around it, which a server does not get to see.
  const headerValue = fc
    .string({ unit: fc.constantFrom(...'ab0 \t,;é\u00a0ÿ') })
    .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((value) => value !== '');
  const headerName = fc.constantFrom('x-note', 'x_note', 'x-a', 'accept', 'x-trace_id');
  const headers = fc.dictionary(headerName, headerValue);
  const method = fc.constantFrom('GET', 'POST');
  const token = fc.option(fc.constant('STSTOKEN'), { nil: undefined });

  it('of @volcengine/sdk-core: what its client sends is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(
        parameters,
        headers,
        method,
        token,
        async (input, headers, method, token) => {
          const request = await sentBySdkCore(input, headers, method, token);
          const at = dateOf(String(request.headers['x-date']));
          const key = token === undefined ? keyOf({}) : keyOf({ sessionToken: token });
          expect(outcome(request, key, at)).toBe('accepted');
          expect(outcome({ ...request, query: [...request.query, ['x', 'y']] }, key, at)).toBe(
            'SignatureDoesNotMatch',
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of @volcengine/openapi: its Authorization header is accepted', () => {
    fc.assert(
      fc.property(
        parameters,
        headers,
        method,
        token,
        text,
        (params, headers, method, token, body) => {
          const request = {
            region: 'cn-beijing',
            method,
            params,
            pathname: '/',
            headers: { Host: host, ...headers } as Record<string, string>,
            ...(method === 'POST' && { body }),
          };
          const signer = new openapi.default(request, 'vpc');
          signer.addAuthorization(openapiCredentials(token), new Date(signedAt));
          const sent = read(
            method,
            `/?${openapi.queryParamsToString(params)}`,
            lowerCase(request.headers),
            Buffer.from(method === 'POST' ? body : ''),
          );
          expect(outcome(sent, keyOf(token === undefined ? {} : { sessionToken: token }))).toBe(
            'accepted',
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of @volcengine/openapi: its presigned URLs are accepted', () => {
    fc.assert(
      fc.property(
        parameters.filter((each) => Object.keys(each).every((name) => !name.includes(';'))),
        token,
        (params, token) => {
          const request = { region: 'cn-beijing', method: 'GET', params, pathname: '/' };
          const signer = new openapi.default(request, 'vpc');
          const query = signer.getSignUrl(openapiCredentials(token), new Date(signedAt));
          const sent = read('GET', `/?${query}`, {}, Buffer.from(''));
          expect(outcome(sent, keyOf(token === undefined ? {} : { sessionToken: token }))).toBe(
            'accepted',
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function verify(request: SignedRequest, key: AccessKey, now: number): AccessKey {
  const lookup = (id: string) => (id === key.accessKeyId ? key : undefined);
  return authenticate(request, readClaim(request), lookup, now);
}

/** The refusal of a request; any other error fails the test. */
function refusalOf(request: SignedRequest, by = key, now = signedAt): Refused | undefined {
  try {
    verify(request, by, now);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

function outcome(request: SignedRequest, by = key, now = signedAt): string {
  return refusalOf(request, by, now)?.refusal.code ?? 'accepted';
}

function withHeaders(
  request: SignedRequest,
  headers: Record<string, string | undefined>,
): SignedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function keyOf(more: Partial<AccessKey>): AccessKey {
  return { ...key, ...more };
}

function openapiCredentials(sessionToken: string | undefined) {
  const { accessKeyId, secretAccessKey: secretKey } = key;
  return { accessKeyId, secretKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function dateOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(....)(..)(..)T(..)(..)(..)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** What the client of @volcengine/sdk-core hands to its HTTP library, as it arrives here. */
async function sentBySdkCore(
  input: Record<string, unknown>,
  headers: Record<string, string>,
  method: string,
  sessionToken: string | undefined,
): Promise<SignedRequest> {
  let sent: SignedRequest | undefined;
  const { accessKeyId, secretAccessKey } = key;
  const client = new Client({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    host,
    protocol: 'http',
    region: 'cn-beijing',
    autoRetry: false,
    requestHandler: {
      async request(config) {
        const target = config.url.slice(`http://${host}`.length);
        const body = config.data === undefined ? '' : JSON.stringify(config.data);
        sent = read(method, target, lowerCase(config.headers ?? {}), Buffer.from(body));
        return { status: 200, statusText: 'OK', headers: {}, data: {} as never };
      },
    },
  });
  client.addMiddleware(
    (next) => async (args) => {
      args.request.headers = { ...args.request.headers, ...headers };
      return next(args);
    },
    { step: 'serialize', name: 'headers', priority: 1 },
  );
  const command = new Command(input);
  command.requestConfig = {
    method,
    params: { Action: 'AttachNetworkInterface', Version: '2020-04-01' },
    serviceName: 'vpc',
    pathname: '/',
    contentType: method === 'GET' ? 'text/plain' : 'application/json',
  };
  await client.send(command);
  if (sent === undefined) throw new Error('the client sent nothing');
  return sent;
}

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

interface AuthorizationFields {
  scheme?: string;
  credential?: string | undefined;
  names?: string | undefined;
  signature?: string | undefined;
}

function authorization(fields: AuthorizationFields = {}): string {
  const { scheme, credential, names, signature } = {
    scheme: 'HMAC-SHA256',
    credential: `${key.accessKeyId}/20240110/cn-beijing/vpc/request`,
    names: 'host;x-date',
    signature: '0'.repeat(64),
    ...fields,
  };
  const present = [
    ['Credential', credential],
    ['SignedHeaders', names],
    ['Signature', signature],
  ].filter(([, value]) => value !== undefined);
  return `${scheme} ${present.map(([name, value]) => `${name}=${value}`).join(', ')}`;
}

function credential(text: string): string {
  return authorization({ credential: text });
}

interface Draft {
  method?: string;
  /** As on the wire. */
  query?: string;
  host?: string;
  date?: string;
  headers?: Record<string, string>;
  names?: string;
  body?: string;
  accessKeyId?: string;
  secret?: string;
}

/** Signs by the documented algorithm, written down here a second time. */
function signed(draft: Draft = {}): SignedRequest {
  const { method = 'GET', query = 'Action=A&Version=2020-04-01', body = '' } = draft;
  const date = draft.date ?? xDate;
  const headers = draft.headers ?? { host: draft.host ?? host, 'x-date': date };
  const names = draft.names ?? Object.keys(headers).sort().join(';');
  const request = read(method, `/?${query}`, headers, Buffer.from(body));
  const lines = names.split(';').map((name) => `${name}:${headers[name as 'host'] ?? ''}\n`);
  const text = [
    method,
    '/',
    sortedQuery(request.query, escape3986),
    lines.join(''),
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const { accessKeyId = key.accessKeyId, secret = key.secretAccessKey } = draft;
  const day = date.slice(0, 8);
  return withHeaders(request, {
    authorization: authorization({
      credential: `${accessKeyId}/${day}/cn-beijing/vpc/request`,
      names,
      signature: signatureOf(text, date, secret),
    }),
  });
}

interface PresignedDraft {
  method?: string;
  query?: string;
  /** Appended to the query when all is signed. */
  unsigned?: string;
  names?: '' | 'host';
  body?: string;
  signBody?: boolean;
  listItself?: boolean;
  encode?: (text: string) => string;
}

/** Presigns by the documented algorithm. */
function presigned(draft: PresignedDraft = {}): SignedRequest {
  const { method = 'GET', query = 'Action=A', names = '', body = '', encode = escape3986 } = draft;
  const { accessKeyId, secretAccessKey } = key;
  const pairs: [string, string][] = [
    ...read(method, `/?${query}`, {}, Buffer.from('')).query.map(
      ([name, value]): [string, string] => [name, value],
    ),
    ['X-Date', xDate],
    ['X-Algorithm', 'HMAC-SHA256'],
    ['X-Credential', `${accessKeyId}/20240110/cn-beijing/vpc/request`],
    ['X-SignedHeaders', names],
    ...(draft.signBody ? [] : ([['X-NotSignBody', '']] as [string, string][])),
  ];
  const listed = pairs.map(([name]) => name);
  if (draft.listItself) listed.push('X-SignedQueries');
  const list: [string, string] = ['X-SignedQueries', listed.sort().join(';')];
  const text = [
    method,
    '/',
    sortedQuery(draft.listItself ? [...pairs, list] : pairs, encode),
    names === 'host' ? `host:${host}\n` : '\n',
    names,
    draft.signBody ? createHash('sha256').update(body).digest('hex') : nothingHashed,
  ].join('\n');
  const signature: [string, string] = ['X-Signature', signatureOf(text, xDate, secretAccessKey)];
  const all = new URLSearchParams([...pairs, list, signature]).toString();
  const target = `/?${all}${draft.unsigned === undefined ? '' : `&${draft.unsigned}`}`;
  return read(method, target, { host }, Buffer.from(body));
}

function sortedQuery(
  pairs: readonly (readonly [string, string])[],
  encode: (text: string) => string,
): string {
  return pairs
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function escape3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function signatureOf(canonical: string, date: string, secret: string): string {
  const day = date.slice(0, 8);
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = `HMAC-SHA256\n${date}\n${day}/cn-beijing/vpc/request\n${hashed}`;
  let signing: string | Buffer = secret;
  for (const part of [day, 'cn-beijing', 'vpc', 'request']) {
    signing = createHmac('sha256', signing).update(part).digest();
  }
  return createHmac('sha256', signing).update(text).digest('hex');
}

interface OfficialRequest {
  readonly client: string;
  readonly request: SignedRequest;
  readonly key: AccessKey;
  readonly at?: number;
}

/** Signed by the vendor's own code, each once, with the key and at the time given here. */
function officialRequests(): readonly OfficialRequest[] {
  const attach =
    '/?Action=AttachNetworkInterface&Version=2020-04-01&NetworkInterfaceId=eni-2fd1example0001&InstanceId=i-ybexample00000000001';
  const sent = (
    names: string,
    signature: string,
    headers: Record<string, string>,
    target = attach,
    method = 'GET',
    body = '',
  ) =>
    read(
      method,
      target,
      { host, 'x-date': xDate, ...headers, authorization: authorization({ names, signature }) },
      Buffer.from(body),
    );
  const url = (query: string | Record<string, string>, method = 'GET') =>
    read(method, `/?${new URLSearchParams(query)}`, { host }, Buffer.from(''));
  const token = { 'x-security-token': 'STSTOKEN' };
  return [
    {
      client: 'Node sdk-core, GET',
      key,
      request: sent(
        'host;x-date',
        'a6df2637ae29014af51034475ce4bc33999ccccdc460c4454cb0bc09c5d9b0d6',
        { 'content-type': 'text/plain' },
      ),
    },
    {
      client: 'Node sdk-core, GET with a session token',
      key: sessionKey,
      request: sent(
        'host;x-date;x-security-token',
        'dd0b54e7e4e0a89631566f68ede2f41f3855ea56c9150295611c3ac35cfc4f7a',
        token,
      ),
    },
    {
      client: 'Node sdk-core, POST of JSON',
      key,
      request: sent(
        'host;x-content-sha256;x-date',
        '3a5cc6ce21be99b9532d42010dc58067c91587404e29d27a871f2f63bf7b0292',
        {
          'content-type': 'application/json',
          'x-content-sha256': '586177926e581b1c0a4b6623109298745b1bf86c9a7ee7aeaa1fe660d12a80c0',
        },
        '/?Action=AttachNetworkInterface&Version=2020-04-01',
        'POST',
        '{"NetworkInterfaceId":"eni-2fd1example0001","InstanceId":"i-ybexample00000000001"}',
      ),
    },
    {
      client: 'Go, GET',
      key,
      request: sent(
        'content-type;host;x-content-sha256;x-date',
        '6a7e53f8fc2fda3e875ca8741c120ee71c72941a58f0110ce9468e7ce681720e',
        {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-content-sha256': nothingHashed,
        },
      ),
    },
    {
      client: 'Go, POST to port 80, repeated and unusual parameters, UTF-8 in a header',
      key: sessionKey,
      request: sent(
        'content-type;host;x-content-sha256;x-date;x-note;x-security-token',
        'c35b9896372b6a4e7c503d18e02a8dc9a07dc6f9707a4814b3ff696bfdb08069',
        {
          ...token,
          host: '127.0.0.1:80',
          'content-type': 'application/json; charset=utf-8',
          'x-content-sha256': 'b071ef49859b3b3a7bce6a02c5bd542db70783707b139825d307ee65bd3a60be',
          'x-note': Buffer.from('a  é b').toString('latin1'),
        },
        '/?Action=DescribeNetworkInterfaces&NetworkInterfaceIds=z&NetworkInterfaceIds=a+b&NetworkInterfaceIds=%C3%A9%2A%27%2B~&Type=&Version=2020-04-01&%E5%90%8D=%E5%80%BC&%EF%BD%9E=2&%F0%9F%98%80=1',
        'POST',
        '{"名":"值"}',
      ),
    },
    {
      client: 'Python, GET to port 443',
      key: sessionKey,
      request: sent(
        'content-type;host;x-content-sha256;x-date;x-security-token',
        '8d043d59d52b1fafbd292fdfc428f1b408ae5fcbf916232361e0bbc2b381512a',
        {
          ...token,
          host: '127.0.0.1:443',
          'content-type': 'text/plain',
          'x-content-sha256': nothingHashed,
        },
        '/?Action=DescribeNetworkInterfaces&Version=2020-04-01&Type=&a%C3%A9=1&ab=x+y%2B%2A%27~',
      ),
    },
    {
      client: 'Java, POST, x-date alone and an unsigned session token',
      key: sessionKey,
      request: sent(
        'x-date',
        '6125cd5f9cc3853da0e3fddb2b3268893662651e1d5c6e4437b0ffe1cc0cd0ac',
        { ...token, 'content-type': 'application/json' },
        "/?Version=2020-04-01&Action=DescribeNetworkInterfaces&Type=&%E5%90%8D=x%20y%2B*'~&%F0%9F%98%80=1&%EF%BD%9E=2",
        'POST',
        '{"名":"值"}',
      ),
    },
    {
      client: 'Node sdk-core, presigned with host',
      key,
      request: url({
        Action: 'AttachNetworkInterface',
        Version: '2020-04-01',
        NetworkInterfaceId: 'eni-2fd1example0001',
        InstanceId: 'i-ybexample00000000001',
        'X-Date': xDate,
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20240110/cn-beijing/vpc/request',
        'X-SignedHeaders': 'host',
        'X-SignedQueries':
          'Action;InstanceId;NetworkInterfaceId;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders',
        'X-Signature': '62d44f7e962e4ed4db2d3775b9a519eea77f3f2c3698d3d208deb3ac41a378e2',
      }),
    },
    {
      client: 'Python, presigned without host',
      key,
      request: url({
        Action: 'AttachNetworkInterface',
        Version: '2020-04-01',
        NetworkInterfaceId: 'eni-2fd1example0001',
        InstanceId: 'i-ybexample00000000001',
        'X-Date': xDate,
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20240110/cn-beijing/vpc/request',
        'X-SignedHeaders': '',
        'X-SignedQueries':
          'Action;InstanceId;NetworkInterfaceId;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders;X-SignedQueries',
        'X-Signature': '4a4c3605ba2c38390d7b9bae70f6b4ecc9affd992f53b1409e997515531bde14',
      }),
    },
    {
      client: 'Python, presigned with host, token and unusual parameters',
      key: sessionKey,
      request: url(
        'Action=DescribeNetworkInterfaces&Type=&Version=2020-04-01&X-Algorithm=HMAC-SHA256&X-Credential=AKLTEXAMPLEACCESSKEY%2F20240110%2Fcn-beijing%2Fvpc%2Frequest&X-Date=20240110T024129Z&X-NotSignBody=&X-Security-Token=STSTOKEN&X-Signature=86917050cdbcd72f1ebb9d52ed5d310e079916007d898257bb9a36f4e8e20581&X-SignedHeaders=host&X-SignedQueries=Action%3BType%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries%3Bab%3Ba%C3%A9&ab=x+y%2B%2A%27~&a%C3%A9=1',
      ),
    },
    {
      client: 'Go, presigned with repeated and unusual parameters and an unlisted, signed token',
      key: sessionKey,
      at: Date.UTC(2026, 10, 23, 13, 5, 4),
      request: url(
        'Action=DescribeNetworkInterfaces&NetworkInterfaceIds=z&NetworkInterfaceIds=a+b&NetworkInterfaceIds=%C3%A9%2A%27%2B~&Type=&Version=2020-04-01&X-Algorithm=HMAC-SHA256&X-Credential=AKLTEXAMPLEACCESSKEY%2F20261123%2Fcn-beijing%2Fvpc%2Frequest&X-Date=20261123T130504Z&X-NotSignBody=&X-Security-Token=STSTOKEN&X-Signature=29fd54a0e4d65122ac7cffddf034f3dbb067d792b929e1feef1a9aa4400de477&X-SignedHeaders=&X-SignedQueries=Action%3BNetworkInterfaceIds%3BType%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries%3B%E5%90%8D%3B%EF%BD%9E%3B%F0%9F%98%80&%E5%90%8D=%E5%80%BC&%EF%BD%9E=2&%F0%9F%98%80=1',
      ),
    },
    ...[
      ['without', '', '8cdc55f4a63686983b0e436beb7aa55c54681cf10276702a0774035df1111caa'],
      ['with', 'host', '16540316636419f3622392877672dd66b49a37bb1ae7b1db979cf921023f3cc5'],
    ].map(([how, names = '', signature = '']) => ({
      client: `Java, presigned ${how} host`,
      key: sessionKey,
      at: Date.UTC(2026, 10, 23, 13, 5, 36),
      request: url({
        Action: 'DescribeNetworkInterfaces',
        Version: '2020-04-01',
        Type: '',
        名: "x y+*'~",
        '😀': '1',
        '～': '2',
        'X-Date': '20261123T130536Z',
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20261123/cn-beijing/vpc/request',
        'X-SignedHeaders': names,
        'X-SignedQueries':
          'Action;Type;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders;X-SignedQueries;名;😀;～',
        'X-Security-Token': 'STSTOKEN',
        'X-Signature': signature,
      }),
    })),
  ];
}
