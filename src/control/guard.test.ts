import { describe, expect, it } from 'vitest';
import { Refused } from '#core/refusal.ts';
import { ApiGuard } from '#gateway/api-guard.ts';
import type { RequestHead } from '#gateway/request-head.ts';
import { admit } from './guard.ts';

const HEAD: RequestHead = {
  remoteAddress: '127.0.0.1',
  httpVersion: '1.1',
  headers: { host: 'localhost' },
};

const guard = new ApiGuard();

function codeOf(head: Partial<RequestHead>, token?: string): number {
  try {
    admit({ ...HEAD, ...head }, { token, refuseUnknownPage: (of) => guard.refuseUnknownPage(of) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.refusal.http;
  }
  return 200;
}

describe('without a token', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('lets %s ask', (address) => {
    expect(codeOf({ remoteAddress: address })).toBe(200);
  });

  it.each([
    '10.0.0.1',
    '128.0.0.1',
    '::2',
    '::ffff:10.0.0.1',
    'fe80::1',
    '',
    undefined,
  ])('refuses %s', (address) => {
    expect(codeOf({ remoteAddress: address })).toBe(403);
  });

  it.each([
    'localhost',
    'LOCALHOST:7410',
    '127.0.0.1',
    '127.0.0.1:80',
    '[::1]',
    '[::1]:7410',
  ])('takes the Host %s', (host) => {
    expect(codeOf({ headers: { host } })).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:7410',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:127.0.0.1',
    '0.0.0.0:7410',
    '10.0.0.1',
    '::1',
    '[::2]',
    '[localhost',
    '',
    undefined,
  ])('refuses the Host %s: a page may have its name resolve to this machine', (host) => {
    expect(codeOf({ headers: host === undefined ? {} : { host } })).toBe(403);
  });

  it('refuses what a page of another origin sends, and takes what its own pages send', () => {
    const from = (origin: string) => codeOf({ headers: { host: 'localhost:7410', origin } });
    expect(from('http://localhost:7410')).toBe(200);
    expect(['http://evil.example', 'http://localhost:8080', 'null', ''].map(from)).toEqual([
      403, 403, 403, 403,
    ]);
  });
});

describe('without a token, through a proxy', () => {
  it.each([
    'x-forwarded-for',
    'x_forwarded_for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-forwarded-server',
    'x-forwarded-prefix',
    'x-forwarded',
    'forwarded',
    'forwarded-for',
    'via',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'x-original-forwarded-for',
    'x-original-host',
    'x-envoy-external-address',
    'x-remote-addr',
    'x-azure-clientip',
    'true-client-ip',
    'fastly-client-ip',
    'fly-client-ip',
    'cf-connecting-ip',
    'cf-connecting-ipv6',
    'cdn-loop',
  ])('refuses what carries %s, whatever it says', (name) => {
    for (const value of ['127.0.0.1', 'for=127.0.0.1', '1.1 localhost', '']) {
      expect(codeOf({ headers: { host: 'localhost', [name]: value } })).toBe(403);
    }
  });

  it('refuses HTTP/1.0, which nginx speaks without any header of its own', () => {
    expect(codeOf({ httpVersion: '1.0' })).toBe(403);
  });

  it.each([
    'x-tenon-trace',
    'viaduct',
    'x-request-id',
    'proxy-connection',
  ])('takes what carries %s, which clients send themselves', (name) => {
    expect(codeOf({ headers: { host: 'localhost', [name]: '1' } })).toBe(200);
  });

  it('takes whoever has the token', () => {
    const headers = { host: 'tenon.com', via: '1.1 a', authorization: 'Bearer secret' };
    expect(codeOf({ headers, httpVersion: '1.0' }, 'secret')).toBe(200);
  });
});

describe('without a token, from a page', () => {
  const from = (headers: Record<string, string>) =>
    codeOf({ headers: { host: 'localhost:7410', ...headers } });

  it('refuses what a page of another site loads', () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(from({ 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' })).toBe(403);
      const frame = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
      expect(from({ 'sec-fetch-site': site, ...frame })).toBe(403);
    }
  });

  it('takes what the user opens, and what pages of this server load', () => {
    const opened = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(from({ 'sec-fetch-site': 'none', ...opened })).toBe(200);
    expect(from({ 'sec-fetch-site': 'cross-site', ...opened })).toBe(200);
    expect(from({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBe(200);
  });
});

describe('with a token', () => {
  const asking = (authorization?: string) =>
    codeOf(
      {
        remoteAddress: '10.0.0.1',
        headers: { host: 'tenon.lan', ...(authorization !== undefined && { authorization }) },
      },
      'secret',
    );

  it('lets whoever has it ask from anywhere', () => {
    expect(['Bearer secret', 'bearer secret', 'Bearer  secret'].map(asking)).toEqual([
      200, 200, 200,
    ]);
  });

  it('refuses whoever has it not, on loopback too', () => {
    const wrong = [
      '',
      'secret',
      'Bearer',
      'Bearer ',
      'Bearer secre',
      'Bearer secrets',
      'Basic secret',
    ];
    expect(new Set([asking(), ...wrong.map(asking)])).toEqual(new Set([401]));
    expect(codeOf({}, 'secret')).toBe(401);
  });

  const fromPage = (headers: Record<string, string>) =>
    codeOf(
      { headers: { host: '10.0.0.2:7410', authorization: 'Bearer secret', ...headers } },
      'secret',
    );

  it('takes what a page of this server asks, and nothing of another one', () => {
    expect(fromPage({ origin: 'http://10.0.0.2:7410' })).toBe(200);
    expect(fromPage({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(fromPage({ origin: 'http://evil.com' })).toBe(403);
    expect(fromPage({ origin: 'null' })).toBe(403);
    expect(fromPage({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).toBe(403);
  });

  it('takes no page whose own name may lead here; a program may ask by any name', () => {
    const host = 'evil.com:7410';
    expect(fromPage({ host, origin: 'http://evil.com:7410' })).toBe(403);
    expect(fromPage({ host, 'sec-fetch-site': 'same-origin' })).toBe(403);
    // What Chromium sends with a GET of a page that came by plain HTTP.
    const agent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0';
    expect(fromPage({ host, 'user-agent': agent, referer: 'http://evil.com:7410/' })).toBe(403);
    expect(fromPage({ host, 'user-agent': agent })).toBe(403);
    expect(fromPage({ host })).toBe(200);
  });
});
