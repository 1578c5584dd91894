import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '#core/refusal.ts';
import { LIMITS, read, readPairs, repeatedHeader, soleValue } from './read.ts';

const NO_BODY = new Uint8Array();

function refusalOf(work: () => unknown): { code: string; http: number; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return { ...error.refusal, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('read', () => {
  it('splits the target into path and decoded query', () => {
    const wire = read('GET', '/a%20b?Action=X&Name=%E4%B8%AD', { host: 'h' }, NO_BODY);
    expect(wire).toMatchObject({ method: 'GET', path: '/a%20b', headers: { host: 'h' } });
    expect(wire.query).toEqual([
      ['Action', 'X'],
      ['Name', '中'],
    ]);
  });

  it('reads a target without a query', () => {
    expect(read('POST', '/', {}, NO_BODY)).toMatchObject({ path: '/', query: [] });
  });

  it('takes what follows the first question mark as the query', () => {
    expect(read('GET', '/?a=1?b=2', {}, NO_BODY).query).toEqual([['a', '1?b=2']]);
  });

  it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get', ''])('refuses the method %s', (method) => {
    expect(refusalOf(() => read(method, '/', {}, NO_BODY))).toMatchObject({
      http: 405,
      code: 'MethodNotAllowed',
      message: `The method ${method} is not allowed.`,
    });
  });
});

describe('readPairs', () => {
  it('reads + and %20 as a space, and %2B as a plus', () => {
    expect(readPairs('a+b=c%20d%2Be')).toEqual([['a b', 'c d+e']]);
  });

  it('keeps the order, repetitions and empty values', () => {
    expect(readPairs('b=2&a=&b=1&c')).toEqual([
      ['b', '2'],
      ['a', ''],
      ['b', '1'],
      ['c', ''],
    ]);
  });

  it('passes over empty pairs, and keeps a pair that has only a value', () => {
    expect(readPairs('&&a=1&&=x&')).toEqual([
      ['a', '1'],
      ['', 'x'],
    ]);
  });

  it('splits a pair at its first equals sign', () => {
    expect(readPairs('token=a=b==')).toEqual([['token', 'a=b==']]);
  });

  it.each(['a=%', 'a=%2', 'a=%zz', 'a=%ff', '%c3=1', 'a=%ed%a0%80'])('refuses %s', (query) => {
    expect(refusalOf(() => readPairs(query))).toMatchObject({
      http: 400,
      code: 'InvalidParameter',
    });
  });

  it('takes as many parameters as the limit says and no more', () => {
    const query = (count: number) => Array.from({ length: count }, (_, i) => `p${i}=`).join('&');
    expect(readPairs(query(LIMITS.parameters))).toHaveLength(LIMITS.parameters);
    expect(refusalOf(() => readPairs(query(LIMITS.parameters + 1)))).toMatchObject({ http: 413 });
  });

  it('reads back whatever URLSearchParams wrote', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), (pairs) => {
        expect(readPairs(new URLSearchParams(pairs).toString())).toEqual(pairs);
      }),
    );
  });
});

describe('the value of a name', () => {
  const value = (text: string, name = 'Action') => soleValue(readPairs(text), name);

  it('is the one that is not empty', () => {
    expect(value('Action=&Action=One')).toBe('One');
    expect(value('Action=One&Action=')).toBe('One');
    expect(value('Action=One&action=Two')).toBe('One');
    expect(value('Action=One', 'action')).toBeUndefined();
    expect(value('Action=')).toBeUndefined();
  });

  it('may be repeated, and there may not be two', () => {
    expect(value('Action=One&Action=One')).toBe('One');
    expect(refusalOf(() => value('Action=One&Action=Two')).message).toContain('Action');
    expect(refusalOf(() => value('Action=One&a=b&Action=Two')).message).toContain(
      'it is given twice',
    );
  });
});

it.each([
  'Host',
  'Authorization',
  'Content-Type',
  'X-Content-Sha256',
  'X-Date',
  'X-Security-Token',
])('%s stands once: two lines are refused, also with one value', (name) => {
  const line = [name, 'a'];
  const refusalOf = (raw: readonly string[]) => {
    const names = raw.filter((_, at) => at % 2 === 0).map((each) => each.toLowerCase());
    return repeatedHeader(raw, Object.fromEntries(names.map((each) => [each, 'a'])));
  };
  expect(refusalOf([...line, 'Cookie', 'a', 'Cookie', 'b'])).toBeUndefined();
  for (const second of [line, [name.toLowerCase(), 'a'], [name.toUpperCase(), 'b']]) {
    expect(refusalOf([...line, ...second])?.message).toContain(name.toLowerCase());
    expect(refusalOf([...line, 'a', 'b', ...second])?.message).toContain(name.toLowerCase());
  }
});
