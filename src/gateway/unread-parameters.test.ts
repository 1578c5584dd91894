import { expect, it } from 'vitest';
import { echo } from '#test/support/toy.ts';
import { structFor } from './decode.ts';
import { read } from './read.ts';
import { unreadParameters } from './unread-parameters.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const FORM = 'application/x-www-form-urlencoded';

const unread = (query: string, body = '', type = JSON_TYPE) => {
  const wire = read('POST', `/?${query}`, { 'content-type': type }, Buffer.from(body));
  return unreadParameters(wire, structFor(echo));
};

it.each([
  ['Text=a&Count=1&Ids.1=x&TagFilters.1.Values.2=y', []],
  ['Action=Echo&Version=1&X-Date=1&X-Signature=2', []],
  ['text=a', ['text']],
  ['also_alias=a&also_words.1=b&alias=c', ['alias']],
  ['Tex=a&Tex=b&', ['Tex']],
  ['Address.City=a&Address.Citty=b', ['Address.Citty']],
  ['TagFilters.1.Key=a&TagFilters.1.Kee=b', ['TagFilters.1.Kee']],
  // Refused by its name: it is known.
  ['Text.1=a', []],
])('finds what nobody reads in the query %s', (query, names) => {
  expect(unread(query)).toEqual(names);
});

it.each([
  ['{"Text":"a","Address":{"City":"b"}}', []],
  ['{"Action":"Echo","Txt":"a"}', ['Txt']],
  ['{"also_alias":"a","also_words":["b"]}', []],
  [
    '{"Address":{"Citi":"a"},"TagFilters":[{"Kee":"b"},{"Key":"c"}]}',
    ['Address.Citi', 'TagFilters.0.Kee'],
  ],
  ['{"Text":{"deep":{"er":1}}}', []],
  ['[1]', []],
  ['{"Text":', []],
])('finds what nobody reads in JSON %s', (body, names) => {
  expect(unread('', body)).toEqual(names);
});

it('finds what nobody reads in a form', () => {
  expect(unread('', 'Text=a&Txt=b&Address.Ctiy=c', FORM)).toEqual(['Txt', 'Address.Ctiy']);
  expect(unread('', '%', FORM)).toEqual([]);
});

it('takes what is nested without end, and names a hundred at most', () => {
  const deep = 20_000;
  expect(unread('', `{"Text":${'['.repeat(deep)}${']'.repeat(deep)}}`)).toEqual([]);
  expect(unread('', `Text${'.a'.repeat(100_000)}=1`, FORM)).toEqual([]);
  const many = Array.from({ length: 500 }, (_, n) => `N${n}=1`).join('&');
  expect(unread(many)).toHaveLength(100);
});

it('names all of them where there is no action', () => {
  const wire = read('GET', '/?Action=Nothing&Name=1&Secret=2', {}, new Uint8Array());
  expect(unreadParameters(wire, undefined)).toEqual(['Name', 'Secret']);
});
