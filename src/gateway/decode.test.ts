import { describe, expect, it } from 'vitest';
import type { Action } from '#core/action.ts';
import { Refused } from '#core/refusal.ts';
import { echo, makeThing, toy } from '#test/support/toy.ts';
import { decode } from './decode.ts';
import { LIMITS, read } from './read.ts';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

interface Sent {
  readonly query?: string;
  readonly type?: string | undefined;
  readonly body?: string | Uint8Array;
}

function decoded({ query = '', type, body = '' }: Sent, action: Action = echo) {
  const wire = read(
    body.length === 0 ? 'GET' : 'POST',
    `/?Action=${action.name}&Version=2020-04-01&${query}`,
    type === undefined ? {} : { 'content-type': type },
    Buffer.from(body as string),
  );
  return decode(wire, action, toy.parameterRefusals) as Record<string, unknown>;
}

const fromQuery = (query: string, action?: Action) => decoded({ query }, action);
const fromForm = (body: string, action?: Action) => decoded({ type: FORM, body }, action);
const fromJson = (body: unknown, action?: Action) =>
  decoded({ type: JSON_TYPE, body: JSON.stringify(body) }, action);

function refusalOf(work: () => unknown): { code: string; http: number; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return { ...error.refusal, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

const wrongly = (work: () => unknown) => {
  const { http, code, message } = refusalOf(work);
  expect({ http, code }).toEqual({ http: 400, code: 'InvalidParameter' });
  return message;
};

describe('one input, whichever way it comes', () => {
  const flat =
    'Text=a+b%2Bc&Count=7&Share=0.5&Force=true&Color=green&Ids.1=x&Ids.2=y&Numbers.1=3' +
    '&Address.City=Beijing&Address.Zip=100&TagFilters.1.Key=k&TagFilters.1.Values.1=v' +
    '&TagFilters.1.Values.2=&TagFilters.2.Key=l';
  const nested = {
    Text: 'a b+c',
    Count: 7,
    Share: 0.5,
    Force: true,
    Color: 'green',
    Ids: ['x', 'y'],
    Numbers: [3],
    Address: { City: 'Beijing', Zip: 100 },
    TagFilters: [{ Key: 'k', Values: ['v', ''] }, { Key: 'l' }],
  };
  const expected = { ...nested, Size: 'small' };

  it('a query', () => expect(fromQuery(flat)).toEqual(expected));
  it('a form', () => expect(fromForm(flat)).toEqual(expected));
  it('JSON', () => expect(fromJson(nested)).toEqual(expected));

  it('split between query and form', () => {
    const [query, body] = [flat.slice(0, flat.indexOf('&Ids')), flat.slice(flat.indexOf('Ids'))];
    expect(decoded({ query, type: FORM, body })).toEqual(expected);
  });

  it('split between query and JSON', () => {
    const { Text, Count, ...body } = nested;
    expect(
      decoded({ query: 'Text=a%20b%2Bc&Count=7', type: JSON_TYPE, body: JSON.stringify(body) }),
    ).toEqual(expected);
  });

  it('the same property order whatever the order of the parameters: ClientTokens rest on it', () => {
    const reversed = flat.split('&').reverse().join('&');
    expect(JSON.stringify(fromQuery(reversed))).toBe(JSON.stringify(fromQuery(flat)));
    expect(JSON.stringify(fromJson(nested))).toBe(JSON.stringify(fromQuery(flat)));
  });
});

describe('lists', () => {
  it.each([
    ['from 1', 'Ids.1=a&Ids.2=b'],
    ['from 0', 'Ids.0=a&Ids.1=b'],
    ['with gaps', 'Ids.3=a&Ids.700=b'],
    ['in any order', 'Ids.2=b&Ids.1=a'],
    ['by number, not by text', 'Ids.10=b&Ids.9=a'],
    ['with leading zeros', 'Ids.002=b&Ids.01=a'],
  ])('numbered %s', (_, query) => {
    expect(fromQuery(query)).toMatchObject({ Ids: ['a', 'b'] });
  });

  it('pass over empty items, and are absent when all are', () => {
    expect(fromQuery('Ids.1=&Ids.2=a')).toMatchObject({ Ids: ['a'] });
    expect(fromQuery('Ids.1=&Ids.2=')).not.toHaveProperty('Ids');
    expect(fromQuery('Ids=')).not.toHaveProperty('Ids');
    expect(fromJson({ Ids: [] })).not.toHaveProperty('Ids');
    expect(fromJson({ Ids: ['', null, 'a'] })).toMatchObject({ Ids: ['a'] });
  });

  it('keep empty items where those mean something', () => {
    const filters = 'TagFilters.1.Key=k&TagFilters.1.Values.1=&TagFilters.1.Values.2=v';
    expect(fromQuery(filters)).toMatchObject({ TagFilters: [{ Key: 'k', Values: ['', 'v'] }] });
  });

  it('take an empty name beside numbered ones: the Go SDK sends it', () => {
    expect(fromQuery('Ids=&Ids.1=a')).toMatchObject({ Ids: ['a'] });
    expect(fromQuery('Ids.1=a&Ids=')).toMatchObject({ Ids: ['a'] });
  });

  it.each([
    'Ids=a',
    'Ids.a=1',
    'Ids.-1=a',
    'Ids.1.2=a',
    'Ids.=a',
    'Ids..1=a',
    'Ids.1234567=a',
    'Ids.1e1=a',
    'Ids.1=a&Ids=b',
    'Ids=b&Ids.1=a',
    'TagFilters.Key=k',
    'TagFilters.1=k',
    'Ids.length=1',
    'Ids.__proto__=1',
  ])('are refused as %s', (query) => {
    wrongly(() => fromQuery(query));
  });

  it.each([
    [{ Ids: 'a' }],
    [{ Ids: { 1: 'a' } }],
    [{ Ids: 1 }],
    [{ Ids: true }],
    [{ Ids: [['a']] }],
  ])('are refused as JSON %j', (body) => {
    wrongly(() => fromJson(body));
  });

  it('are refused with more items than the contract allows', () => {
    expect(refusalOf(() => fromQuery('Ids.1=a&Ids.2=b&Ids.3=c&Ids.4=d')).code).toBe(
      'InvalidIds.Malformed',
    );
  });
});

describe('structs', () => {
  it('have named parts', () => {
    expect(fromQuery('Address.City=x')).toMatchObject({ Address: { City: 'x' } });
  });

  it('are absent when empty', () => {
    expect(fromQuery('Address=')).not.toHaveProperty('Address');
  });

  it('ignore parts that the contract does not name', () => {
    expect(fromQuery('Address.City=x&Address.Moon=y')).toMatchObject({ Address: { City: 'x' } });
    expect(fromJson({ Address: { City: 'x', Moon: { a: 1 } } })).toMatchObject({
      Address: { City: 'x' },
    });
  });

  it('are refused as plain values and as lists', () => {
    wrongly(() => fromQuery('Address=x'));
    wrongly(() => fromJson({ Address: 'x' }));
    wrongly(() => fromJson({ Address: ['x'] }));
    wrongly(() => fromJson({ TagFilters: ['x'] }));
  });

  it('name a part that is missing', () => {
    expect(refusalOf(() => fromQuery('Address.Zip=1'))).toMatchObject({
      code: 'MissingParameter',
      message: 'The request is missing Address.City parameter.',
    });
    expect(refusalOf(() => fromQuery('TagFilters.1.Values.1=v')).message).toBe(
      'The request is missing TagFilters.1.Key parameter.',
    );
  });
});

describe('absent, empty and unknown parameters', () => {
  it('takes an empty value for an absent one', () => {
    expect(fromQuery('Text=&Count=&Force=&Color=&Share=&Size=')).toEqual({ Size: 'small' });
    expect(fromJson({ Text: '', Count: '', Color: '' })).toEqual({ Size: 'small' });
  });

  it('keeps an empty text where the contract says so', () => {
    expect(fromQuery('Note=')).toMatchObject({ Note: '' });
    expect(fromJson({ Note: '' })).toMatchObject({ Note: '' });
  });

  it('takes null for absent', () => {
    const body = { Text: null, Note: null, Ids: null, Address: null, Count: null, Force: null };
    expect(fromJson(body)).toEqual({ Size: 'small' });
    expect(fromJson({ TagFilters: [{ Key: 'k', Values: null }] })).toMatchObject({
      TagFilters: [{ Key: 'k' }],
    });
  });

  it('ignores parameters that the contract does not name', () => {
    expect(fromQuery('Moon=1&Moon.1.2=3&text=x&.=1&..=2&Text%00=1')).toEqual({ Size: 'small' });
    expect(fromJson({ Moon: { deep: [[[[[[[[[[1]]]]]]]]]] }, 'Ids.1': 'a' })).toEqual({
      Size: 'small',
    });
  });

  it('names a required parameter that is missing, whatever its kind', () => {
    expect(refusalOf(() => fromQuery('Kind=plain', makeThing))).toMatchObject({
      code: 'MissingParameter',
      message: 'The request is missing Name parameter.',
    });
    expect(refusalOf(() => fromQuery('Name=a', makeThing)).message).toBe(
      'The request is missing Kind parameter.',
    );
    expect(refusalOf(() => fromJson({ Name: null, Kind: 'plain' }, makeThing)).message).toBe(
      'The request is missing Name parameter.',
    );
  });
});

describe('a parameter with another name', () => {
  const expected = { Alias: 'a', Words: ['x', 'y'], Size: 'small' };

  it('is read by either, and called by its own', () => {
    expect(fromQuery('also_alias=a&also_words.1=x&also_words.2=y')).toEqual(expected);
    expect(fromForm('also_alias=a&Words.1=x&also_words.2=y')).toEqual(expected);
    expect(fromJson({ also_alias: 'a', also_words: ['x', 'y'] })).toEqual(expected);
    expect(fromQuery('Alias=a&also_alias=a&also_alias=')).toMatchObject({ Alias: 'a' });
  });
});

describe('names of the prototype', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

  it.each(names)('%s is an unknown parameter like any other', (name) => {
    const plain = fromQuery(`${name}=1&${name}.polluted=1&Address.City=x&Address.${name}=1`);
    expect(plain).toEqual({ Size: 'small', Address: { City: 'x' } });
    const body = `{"${name}":{"polluted":1},"Address":{"City":"x","${name}":{"polluted":1}}}`;
    expect(decoded({ type: JSON_TYPE, body })).toEqual({ Size: 'small', Address: { City: 'x' } });
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('repeated parameters', () => {
  it('may repeat their value', () => {
    expect(fromQuery('Text=a&Text=a')).toMatchObject({ Text: 'a' });
    expect(decoded({ query: 'Text=a', type: FORM, body: 'Text=a' })).toMatchObject({ Text: 'a' });
    expect(decoded({ query: 'Count=7', type: JSON_TYPE, body: '{"Count":7}' })).toMatchObject({
      Count: 7,
    });
  });

  it('may come once empty', () => {
    expect(fromQuery('Text=&Text=a')).toMatchObject({ Text: 'a' });
    expect(fromQuery('Text=a&Text=')).toMatchObject({ Text: 'a' });
    expect(decoded({ query: 'Text=', type: JSON_TYPE, body: '{"Text":"a"}' })).toMatchObject({
      Text: 'a',
    });
    expect(decoded({ query: 'Text=a', type: JSON_TYPE, body: '{"Text":null}' })).toMatchObject({
      Text: 'a',
    });
  });

  it.each([
    { query: 'Text=a&Text=b' },
    { query: 'Ids.1=a&Ids.1=b' },
    { query: 'Alias=a&also_alias=b' },
    { query: 'also_alias=a', type: JSON_TYPE, body: '{"Alias":"b"}' },
    { type: JSON_TYPE, body: '{"Words":["a"],"also_words":["a"]}' },
    { query: 'Address=x&Address.City=y' },
    { query: 'Text=a', type: FORM, body: 'Text=b' },
    { query: 'Text=a', type: JSON_TYPE, body: '{"Text":"b"}' },
    { query: 'Ids.1=a', type: JSON_TYPE, body: '{"Ids":["b"]}' },
    { query: 'Address=x', type: JSON_TYPE, body: '{"Address":{"City":"y"}}' },
    { type: JSON_TYPE, body: '{"Text":"a","Text":"b"}' },
    { type: JSON_TYPE, body: '{"Text":"a","\\u0054ext":"b"}' },
    { type: JSON_TYPE, body: '{"Address":{"City":"x","City":"y"}}' },
    { type: JSON_TYPE, body: '{"Action":"Other"}' },
    { type: JSON_TYPE, body: '{"Version":"2021-01-01"}' },
    { type: FORM, body: 'Action=Other' },
    { type: FORM, body: 'Text=a&Version=2021-01-01' },
  ])('are refused with two values: %j', (sent) => {
    expect(wrongly(() => decoded(sent))).toContain('it is given twice');
  });
});

describe('types', () => {
  it.each([
    ['Count', '1.5'],
    ['Count', '1e1'],
    ['Count', '0x1'],
    ['Count', 'one'],
    ['Count', ' 1'],
    ['Count', '%2B1'],
    ['Count', '1234567890123456'],
    ['Count', '٣'],
    ['Share', 'NaN'],
    ['Share', 'Infinity'],
    ['Share', '.5'],
    ['Count', '1.'],
    ['Force', 'yes'],
    ['Force', 'on'],
    ['Force', '2'],
    ['Force', '-1'],
    ['Force', ' true'],
    ['Count.1', '1'],
    ['Text.1', 'a'],
    ['Force.x', 'true'],
  ])('a query refuses %s=%s', (name, value) => {
    expect(wrongly(() => fromQuery(`${name}=${value}`))).toContain(
      `parameter ${name}`.slice(0, 14),
    );
    wrongly(() => fromForm(`${name}=${value}`));
  });

  it.each([
    [{ Text: 1.5 }],
    [{ Text: 2 ** 53 }],
    [{ Text: {} }],
    [{ Text: ['a'] }],
    [{ Color: 1.5 }],
    [{ Count: 1.5 }],
    [{ Count: 2 ** 53 }],
    [{ Count: true }],
    [{ Count: [1] }],
    [{ Share: true }],
    [{ Force: 2 }],
    [{ Force: 'T' }],
    [{ Force: [] }],
    [{ Ids: [1.5] }],
    [{ Numbers: ['a'] }],
    [{ Address: { City: {} } }],
    [{ Address: { City: 'x', Zip: '1.5' } }],
  ])('JSON refuses %j', (body) => {
    wrongly(() => fromJson(body));
  });

  it('JSON takes numbers and truth values as text too: clients send both', () => {
    expect(fromJson({ Count: '7', Share: '0.5', Force: 'true' })).toMatchObject({
      Count: 7,
      Share: 0.5,
      Force: true,
    });
  });

  it('JSON takes whole numbers and truth values for a text, as a query carries them', () => {
    expect(fromJson({ Text: 7, Ids: [1, true], Address: { City: 100000 } })).toMatchObject({
      Text: '7',
      Ids: ['1', 'true'],
      Address: { City: '100000' },
    });
  });

  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['1', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
    ['0', false],
  ])('a truth value may be written %s', (text, Force) => {
    expect(fromQuery(`Force=${text}`)).toMatchObject({ Force });
    expect(fromForm(`Force=${text}`)).toMatchObject({ Force });
    expect(fromJson({ Force: text })).toMatchObject({ Force });
    expect(fromJson({ Force })).toMatchObject({ Force });
  });

  it('a whole number may be written with a fraction of zero', () => {
    expect(fromQuery('Count=80.0')).toMatchObject({ Count: 80 });
    expect(fromJson({ Count: '80.0' })).toMatchObject({ Count: 80 });
    expect(decoded({ type: JSON_TYPE, body: '{"Count":80.0}' })).toMatchObject({ Count: 80 });
  });

  it.each(['Color=green', 'Color=GREEN', 'Color=gReen'])('%s names the word green', (query) => {
    expect(fromQuery(query)).toMatchObject({ Color: 'green' });
  });

  it('refuses characters that no store keeps', () => {
    wrongly(() => fromQuery('Text=a%00b'));
    wrongly(() => fromJson({ Text: 'a\u0000b' }));
    wrongly(() => decoded({ type: JSON_TYPE, body: '{"Text":"\\ud800"}' }));
    expect(fromQuery('Text=%F0%9F%90%B3')).toMatchObject({ Text: '🐳' });
  });
});

describe('limits of a value', () => {
  it.each([
    ['Text=123456789012345678901', 'InvalidText.Malformed'],
    ['Name=123456789', 'InvalidName.TooLong'],
    ['Name=a-b', 'InvalidName.Spelling'],
    ['Count=101', 'InvalidCount.Malformed'],
    ['Count=-1', 'InvalidCount.Malformed'],
    ['Share=1.5', 'InvalidShare.Malformed'],
    ['Color=blue', 'InvalidColor.Malformed'],
    ['Color=reds', 'InvalidColor.Malformed'],
    ['Color=%C4%B1red', 'InvalidColor.Malformed'],
    ['Numbers.1=10', 'InvalidNumbers.Malformed'],
    ['Address.City=x&Address.Zip=0', 'InvalidAddress.Malformed'],
    ['TagFilters.1.Key=123456789012345678901', 'InvalidTagFilters.Malformed'],
  ])('%s is refused with %s', (query, code) => {
    expect(refusalOf(() => fromQuery(query))).toMatchObject({ http: 400, code });
  });

  it('refuses what is not offered by its name and with the reason, but for false', () => {
    expect(wrongly(() => fromQuery('Managed=true'))).toBe(
      'The specified parameter Managed is invalid: only others make such things.',
    );
    expect(fromQuery('Managed=false')).toMatchObject({ Managed: false });
    expect(wrongly(() => fromQuery('Pool=pool-1'))).toContain('there are no pools');
    expect(fromQuery('Pool=')).not.toHaveProperty('Pool');
  });

  it('refuses JSON numbers that are none', () => {
    expect(refusalOf(() => decoded({ type: JSON_TYPE, body: '{"Share":1e999}' }))).toMatchObject({
      http: 400,
    });
  });
});

describe('depth and number', () => {
  it('refuses names that are nested too deeply', () => {
    wrongly(() => fromQuery(`Address${'.a'.repeat(8)}=1`));
    wrongly(() => fromQuery(`Address${'.'.repeat(30_000)}=1`));
  });

  it('refuses JSON that is nested too deeply', () => {
    const deep = (levels: number) => `{"Address":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
    wrongly(() => decoded({ type: JSON_TYPE, body: deep(9) }));
    wrongly(() => decoded({ type: JSON_TYPE, body: deep(1900) }));
    expect(refusalOf(() => decoded({ type: JSON_TYPE, body: deep(400_000) })).http).toBe(413);
  });

  it('refuses more values than the limit says, in a form and in JSON', () => {
    const form = Array.from({ length: LIMITS.parameters + 1 }, (_, i) => `Ids.${i}=a`).join('&');
    expect(refusalOf(() => fromForm(form)).http).toBe(413);
    const ids = Array.from({ length: LIMITS.parameters }, () => 'a');
    expect(refusalOf(() => fromJson({ Ids: ids })).http).toBe(413);
    expect(refusalOf(() => fromJson({ Ids: ids.slice(1) })).code).toBe('InvalidIds.Malformed');
  });

  it('counts the names that it does not know as well', () => {
    const unknown = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`Moon${i}`, i]));
    expect(fromJson(unknown(LIMITS.parameters))).toEqual({ Size: 'small' });
    expect(refusalOf(() => fromJson(unknown(LIMITS.parameters + 1))).http).toBe(413);
    expect(refusalOf(() => fromJson({ Moon: unknown(LIMITS.parameters) })).http).toBe(413);
  });
});

describe('bodies', () => {
  it.each([
    ['a body without a type', undefined, 'Text=a'],
    ['a body of another type', 'text/plain', 'Text=a'],
    ['a multipart body', 'multipart/form-data; boundary=x', '--x--'],
    ['broken JSON', JSON_TYPE, '{"Text":'],
    ['JSON that is a list', JSON_TYPE, '[]'],
    ['JSON that is null', JSON_TYPE, 'null'],
    ['JSON that is text', JSON_TYPE, '"Text"'],
    ['JSON with a byte order mark', JSON_TYPE, '\ufeff{}'],
    ['a form with a broken escape', FORM, 'Text=%zz'],
  ])('refuses %s', (_, type, body) => {
    wrongly(() => decoded({ type, body }));
  });

  it.each([JSON_TYPE, FORM])('refuses bytes that are not UTF-8 as %s', (type) => {
    const body = Buffer.concat([Buffer.from('{"Text":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    wrongly(() => decoded({ type, body }));
  });

  it('takes the type in any case and with any parameter', () => {
    const body = '{"Text":"a"}';
    for (const type of ['Application/JSON', 'application/json ; charset="utf-8"']) {
      expect(decoded({ type, body })).toMatchObject({ Text: 'a' });
    }
  });

  it('does not ask for the type of an empty body', () => {
    expect(decoded({ type: 'text/plain' })).toEqual({ Size: 'small' });
  });
});
