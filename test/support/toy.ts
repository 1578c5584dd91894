import * as z from 'zod';
import { readAction, writeAction } from '#core/action.ts';
import { clientToken, flag, id, integer, list, note, notOffered, text } from '#core/parameters.ts';
import { type Refusal, refuse } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import { serving } from './serving.ts';

/**
 * A service with three small actions, for tests of the gateway without the real services. Its
 * things are rows of the seed table.
 */

const refusal = (http: number, code: string, message: string): Refusal => ({
  http,
  code,
  message,
  source: 'ours',
});

export const toyRefusals = {
  Missing: refusal(400, 'MissingParameter', 'The request is missing %s parameter.'),
  Malformed: refusal(400, 'InvalidParameter.Malformed', 'The specified %s is malformed.'),
  TooLong: refusal(400, 'InvalidName.TooLong', 'The name is too long.'),
  NameMalformed: refusal(400, 'InvalidName.Spelling', 'The name is malformed.'),
  Unwanted: refusal(403, 'Forbidden', 'No [%s] is wanted.'),
  Conflict: refusal(409, 'InvalidOperation.Conflict', 'The operation conflicts.'),
  Mismatch: refusal(400, 'IdempotentParameterMismatch', 'The arguments differ.'),
} as const;

const name = () =>
  note(z.string().max(8).regex(/^\w*$/), {
    malformed: toyRefusals.NameMalformed,
    tooLong: toyRefusals.TooLong,
  });

/** Every kind of parameter that there is, and an answer that repeats what was understood. */
export const echo = readAction({
  name: 'Echo',
  summary: 'repeat the parameters',
  parameters: () =>
    z.object({
      Text: text(20).optional(),
      Name: name().optional(),
      Note: note(text(20), { keepsEmpty: true }).optional(),
      Count: integer(0, 100).optional(),
      Share: z.number().min(0).max(1).optional(),
      Force: flag().optional(),
      Alias: note(text(20), { alias: 'also_alias' }).optional(),
      Words: note(list(text(20), 3), { alias: 'also_words' }).optional(),
      Managed: notOffered(flag(), 'only others make such things').optional(),
      Pool: notOffered(id(), 'there are no pools').optional(),
      Color: z.enum(['red', 'green']).optional(),
      Size: z.enum(['small', 'large']).default('small'),
      Ids: list(id(), 3).optional(),
      Numbers: list(integer(0, 9), 10).optional(),
      Address: z.object({ City: text(20), Zip: integer(1, 9999).optional() }).optional(),
      TagFilters: list(
        z.object({
          Key: text(20, 1),
          Values: list(note(text(20), { keepsEmpty: true }), 3).optional(),
        }),
        3,
      ).optional(),
    }),
  result: () => z.object({ Input: z.unknown(), Account: z.string(), Region: z.string() }),
  view: async (_, input, context) => ({
    Input: input,
    Account: context.accountId,
    Region: context.region.id,
  }),
});

const seeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));

export const describeThings = readAction({
  name: 'DescribeThings',
  summary: 'list the things',
  parameters: () => z.object({}),
  result: () => z.object({ Names: z.array(z.string()) }),
  view: async (tx) => ({ Names: (await tx.all(seeds, {})).map((row) => row.id) }),
});

/** The name that makes `MakeThing` fail after its first row. */
export const FAULTY = 'faulty';
export const UNWANTED = 'unwanted';

export const makeThing = writeAction({
  name: 'MakeThing',
  summary: 'make a thing',
  parameters: () =>
    z.object({
      Name: id(),
      Kind: z.enum(['plain', 'fancy']),
      Labels: list(text(20), 3).optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ ThingId: z.string(), Name: z.string() }),
  facts: async (_, input) => input,
  rules: [
    {
      refusal: toyRefusals.Unwanted,
      args: ({ Name }) => [Name],
      broken: ({ Name }) => Name === UNWANTED,
      because: ({ Name }) => `it is called ${Name}`,
    },
  ],
  refusals: [toyRefusals.Unwanted],
  async change(tx, _, input, context) {
    await tx.insert('seed', { id: input.Name });
    // A refusal after a write: nothing of the write may stay.
    if (input.Labels?.includes(UNWANTED)) refuse(toyRefusals.Unwanted, 'label');
    if (input.Name === FAULTY) throw new Error('the thing broke');
    return { ThingId: context.ids.resource('thing'), Name: input.Name };
  },
});

export const toy = serving({
  name: 'toy',
  version: '2020-04-01',
  actions: [echo, describeThings, makeThing],
  transitions: [],
  resourceOf: new Map(),
  notYet: { PaintThing: 'things stay unpainted' },
  resultCarriesRequestId: false,
  parameterRefusals: {
    missing: (parameter) => ({ refusal: toyRefusals.Missing, args: [parameter] }),
    malformed: (parameter) => ({
      refusal: { ...toyRefusals.Malformed, code: `Invalid${parameter}.Malformed` },
      args: [parameter],
    }),
  },
  writeRefusals: {
    conflict: toyRefusals.Conflict,
    idempotentParameterMismatch: toyRefusals.Mismatch,
  },
});

/** The same under another name, as a service whose `Result` repeats the RequestId. */
export const loudToy = serving({ ...toy, name: 'loud', resultCarriesRequestId: true });
