import { expect, it } from 'vitest';
import * as z from 'zod';
import { flag, id, integer, list, note, text, word } from '#core/parameters.ts';
import { SERVICES } from '#test/support/services.ts';
import { noteOf, schemaAt, structOf } from './parameter-shape.ts';

const contract = z.object({
  Text: text(5).optional(),
  Kept: note(text(5), { keepsEmpty: true }).default(''),
  Color: z.enum(['red', 'Green']).default('red'),
  Status: word('InUse').optional(),
  Count: integer(1, 5),
  Share: z.number().optional(),
  Force: flag().default(false),
  Ids: list(id(), 3).optional(),
  Nested: list(
    z.object({ Key: text(3), Values: list(text(3), 2) }).refine(() => true),
    3,
  ),
});

it('reads every kind of parameter off a contract', () => {
  expect(Object.fromEntries(structOf(contract).fields)).toEqual({
    Text: { kind: 'text', keepsEmpty: false, sensitive: false },
    Kept: { kind: 'text', keepsEmpty: true, sensitive: false },
    Color: {
      kind: 'text',
      keepsEmpty: false,
      sensitive: false,
      spellings: new Map([
        ['red', 'red'],
        ['green', 'Green'],
      ]),
    },
    Status: {
      kind: 'text',
      keepsEmpty: false,
      sensitive: false,
      spellings: new Map([['inuse', 'InUse']]),
    },
    Count: { kind: 'integer' },
    Share: { kind: 'number' },
    Force: { kind: 'flag' },
    Ids: { kind: 'list', item: { kind: 'text', keepsEmpty: false, sensitive: false } },
    Nested: {
      kind: 'list',
      item: {
        kind: 'struct',
        fields: new Map<string, unknown>([
          ['Key', { kind: 'text', keepsEmpty: false, sensitive: false }],
          ['Values', { kind: 'list', item: { kind: 'text', keepsEmpty: false, sensitive: false } }],
        ]),
        aliases: new Map(),
      },
    },
  });
});

it.each([
  ['a date', z.date()],
  ['a union', z.union([z.string(), z.number()])],
  ['a record', z.record(z.string(), z.string())],
  ['a transform', z.string().transform((value) => value.length)],
])('does not take %s for a parameter', (_, schema) => {
  expect(() => structOf(z.object({ P: schema as never }))).toThrow('a parameter cannot be');
});

it('does not take words that differ in case alone', () => {
  expect(() => structOf(z.object({ P: z.enum(['Host', 'host']) }))).toThrow('Host,host');
});

it('can shape the contract of every action', () => {
  for (const { actions } of SERVICES) {
    for (const { name, parameters } of actions) {
      expect(() => structOf(parameters), name).not.toThrow();
    }
  }
});

it('finds the note of a schema under its wrappers', () => {
  const about = { keepsEmpty: true } as const;
  expect(noteOf(note(text(3), about).optional())).toEqual(about);
  expect(noteOf(note(text(3).optional(), about))).toEqual(about);
  expect(noteOf(text(3).optional())).toBeUndefined();
});

it('finds the schema at the path of an issue', () => {
  const at = (...path: PropertyKey[]) => schemaAt(contract, path);
  expect(at('Count')).toBe(contract.shape.Count);
  expect(at('Nested', 0, 'Key')).toBeInstanceOf(z.ZodString);
  expect(at('Nested', 0, 'Values', 1)).toBeInstanceOf(z.ZodString);
  expect(at('Count', 'x')).toBeUndefined();
  expect(at('Elsewhere', 'x')).toBeUndefined();
});
