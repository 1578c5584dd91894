import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SERVICES } from '#server.ts';
import { differences, optional, type Shape } from './differences.ts';
import { LEFT_OUT, NO_SHAPE } from './exceptions.ts';

/*
 * Every contract is compared with what the official SDK declares, so that a strict client can
 * decode the answer of every action and finds every field that it reads. The answers themselves are
 * compared with the contracts by every test that starts a server (`checkAnswers`).
 */
type Shapes = Readonly<Record<string, { parameters: Shape; answer: Shape }>>;

const shapes = JSON.parse(readFileSync(new URL('shapes.json', import.meta.url), 'utf8')) as Shapes;

const contracts = SERVICES.flatMap(({ name, version, actions }) =>
  actions.map((action) => ({ key: `${name} ${version} ${action.name}`, action })),
);

describe.each(contracts)('$key', ({ key, action }) => {
  const declared = shapes[key];
  const excepted = LEFT_OUT[action.name] ?? {};
  const unexpected = (each: string) => !excepted.otherType?.includes(each);

  it('is known to the SDK, or is said not to be', () => {
    const todo = 'take its shape into shapes.json (see shapes.py), or name it in exceptions.ts';
    expect(declared === undefined, todo).toBe(NO_SHAPE.has(key));
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
});
