import { describe, expect, it } from 'vitest';
import { Refused } from '../refusal.ts';
import { type Asker, admit } from './guard.ts';

function codeOf(asker: Partial<Asker>, token?: string): number {
  try {
    admit({ remoteAddress: '127.0.0.1', headers: { host: 'localhost' }, ...asker }, token);
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
});
