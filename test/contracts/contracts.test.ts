import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SERVICES } from '#test/support/services.ts';
import { differences, optional, refusedValues, type Shape, type ValueSets } from './differences.ts';
import { LEFT_OUT, NO_SHAPE } from './exceptions.ts';

/*
 * Every contract is compared with what the official SDK declares, so that a strict client can
 * decode the answer of every action and finds every field that it reads. The answers themselves are
 * compared with the contracts by every test that starts a server (`checkAnswers`).
 */
type Shapes = Readonly<Record<string, { parameters: Shape; answer: Shape }>>;

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown;

const shapes = read('shapes.json') as Shapes;
const values = read('values.json') as Readonly<Record<string, ValueSets>>;

const contracts = SERVICES.flatMap(({ name, version, actions }) =>
  actions.map((action) => ({ key: `${name} ${version} ${action.name}`, action })),
);

describe.each(contracts)('$key', ({ key, action }) => {
  const declared = shapes[key];
  const excepted = LEFT_OUT[key.replace(/ \S+ /, ' ')] ?? LEFT_OUT[action.name] ?? {};
  const unexpected = (each: string) => !excepted.otherType?.includes(each);

  it('is known to the SDK, or is said not to be', () => {
    const whatToDo =
      declared === undefined
        ? `take its shape into test/contracts/shapes.json as shapes.py says at its head; if the SDK has no such action, name '${key}' in NO_SHAPE of test/contracts/exceptions.ts`
        : `the SDK has it: take '${key}' out of NO_SHAPE of test/contracts/exceptions.ts`;
    expect(NO_SHAPE.has(key), whatToDo).toBe(declared === undefined);
  });

  it('answers every field that the SDK declares, of its type', () => {
    const { missing, wrong } = differences(action.result, declared?.answer ?? {});
    expect(missing).toEqual(excepted.answer ?? []);
    expect(wrong.filter(unexpected)).toEqual([]);
  });

  it('leaves no field out', () => {
    expect(optional(action.result)).toEqual(excepted.optional ?? []);
  });

  it('takes every parameter that the SDK sends, of its type', () => {
    const { missing, wrong } = differences(action.parameters, declared?.parameters ?? {});
    expect(missing).toEqual(excepted.parameters ?? []);
    expect(wrong.filter(unexpected)).toEqual([]);
  });

  it('takes every value of a closed set that the SDK lets through', () => {
    const refused = refusedValues(action.parameters, values[key] ?? {});
    expect(refused).toEqual(excepted.values ?? []);
  });
});

it('nothing is compared that is gone: each shape and each exception is of an action', () => {
  const known = new Set(contracts.map(({ key }) => key));
  const named = new Set(
    contracts.flatMap(({ key, action }) => [action.name, key.replace(/ \S+ /, ' ')]),
  );
  const gone = [...Object.keys(shapes), ...Object.keys(values), ...NO_SHAPE].filter(
    (key) => !known.has(key),
  );
  expect(gone).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter((name) => !named.has(name))).toEqual([]);
});

describe('the comparison', () => {
  const contract = z.object({
    Id: z.string(),
    Count: z.int().optional(),
    Tags: z.array(z.object({ Key: z.string() })),
  });

  it('finds nothing where there is nothing', () => {
    const declared = { Id: 'string', Count: 'integer', Tags: [{ Key: 'string' }] } as const;
    expect(differences(contract, declared)).toEqual({ missing: [], wrong: [] });
    expect(optional(contract)).toEqual(['Count']);
  });

  it('finds a missing field, another type and another structure', () => {
    const declared = {
      Id: 'integer',
      Name: 'string',
      Tags: [{ Key: ['string'], Value: 'string' }],
    };
    expect(differences(contract, declared as unknown as Shape)).toEqual({
      missing: ['Name', 'Tags[].Value'],
      wrong: ['Id: string, the SDK has integer', 'Tags[].Key: string, the SDK has list'],
    });
  });

  it('finds a value that is refused, also in a list', () => {
    const closed = z.object({ Kind: z.enum(['a']).optional(), Of: z.array(z.enum(['a'])) });
    const sets = { Kind: ['a', 'b'], Of: ['a', 'c'], Other: ['d'] };
    expect(refusedValues(closed, sets)).toEqual(['Kind: b', 'Of: c', 'Other: d']);
  });
});
