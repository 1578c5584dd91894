import { expect, it } from 'vitest';
import { scriptOf } from './script.ts';

const filled = (content: string, more: Partial<Parameters<typeof scriptOf>[0]> = {}) => {
  const row = {
    content: Buffer.from(content).toString('base64'),
    ...{ enable_parameter: 1, parameter_definitions: '[]', parameters: '' },
    ...more,
  };
  return Buffer.from(scriptOf(row), 'base64').toString();
};

it('puts the values of parameters in the place of their names', () => {
  const more = {
    parameters: '{"a":"one","n":7,"b":true}',
    parameter_definitions: '[{"Name":"a","DefaultValue":"x"},{"Name":"d","DefaultValue":"two"}]',
  };
  expect(filled('{{a}} {{ d }} {{n}} {{b}} {{a}}', more)).toBe('one two 7 true one');
});

it('leaves other names, and what values say, as they are', () => {
  expect(filled('{{other}} {{}} {a}', { parameters: '{"a":"1"}' })).toBe('{{other}} {{}} {a}');
  expect(filled('{{a}} {{b}}', { parameters: '{"a":"{{b}} $& $1","b":"2"}' })).toBe(
    '{{b}} $& $1 2',
  );
  expect(filled('{{constructor}}', { parameters: '{}' })).toBe('{{constructor}}');
});

it('changes nothing where parameters are not enabled', () => {
  expect(filled('{{a}}', { enable_parameter: 0, parameters: '{"a":"1"}' })).toBe('{{a}}');
});
