import * as z from 'zod';
import { once } from '#platform/once.ts';

/** An hour: whoever waits longer wants `hold`. */
const LONGEST_DELAY_MS = 3_600_000;

const text = (most: number) =>
  z
    .string('must be text')
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`);
const count = () => z.int('must be a whole number').min(0, 'must be 0 or more').max(1_000_000_000);
const yes = () => z.literal(true, 'must be true, or absent');

const refusal = () =>
  z.strictObject({
    code: text(256).describe(
      "of the action's own refusals or the common ones; any other with status and message",
    ),
    status: z
      .int('must be an HTTP status, 400 to 599')
      .min(400, 'must be an HTTP status, 400 to 599')
      .max(599, 'must be an HTTP status, 400 to 599')
      .optional()
      .describe("absent: the code's own"),
    message: text(2048).optional().describe("absent: the code's own"),
  });

/**
 * A fault as a tester writes it: what it strikes, when, and one effect. It is made when it is first asked
 * for, because most servers never get one.
 */
export const faultSchema = once(() =>
  z.strictObject({
    service: text(64).describe('the service, such as vpc'),
    action: text(128).describe('the action, such as AttachNetworkInterface'),
    account: text(20).optional().describe('the id of the account that asks; absent: any'),
    parameters: z
      .record(
        z.string(),
        z
          .union([z.string(), z.number(), z.boolean()], 'must be text, a number, true or false')
          .transform(String),
        'must be a map of parameters',
      )
      .optional()
      .describe('parameters that the request must have, by their names on the wire: Tags.1.Key'),
    skip: count().optional().describe('how many requests that match are let pass first; absent: 0'),
    times: count()
      .optional()
      .describe('how many are struck then; 0: until it is removed; absent: 1'),
    probability: z
      .number('must be more than 0 and at most 1')
      .positive('must be more than 0 and at most 1')
      .max(1, 'must be more than 0 and at most 1')
      .optional()
      .describe('of a strike, for each request that matches; absent: 1'),
    seed: z
      .int('must be a whole number')
      .min(0, 'must be 0 or more')
      .max(0xffff_ffff, 'must be at most 4294967295')
      .optional()
      .describe('with probability: the same seed strikes the same requests; absent: 0'),
    when: z
      .enum(['before', 'answer', 'settle'], 'must be before, answer or settle')
      .describe('before anything is done, after the commit, or while the transition settles'),
    refuse: refusal()
      .optional()
      .describe('before, answer: a refusal takes the place of the answer'),
    delayMs: z
      .int('must be a whole number of milliseconds')
      .min(1, 'must be at least 1')
      .max(LONGEST_DELAY_MS, 'must be at most 3600000, an hour')
      .optional()
      .describe('before, answer: milliseconds'),
    cut: yes().optional().describe('before, answer: the connection is reset'),
    half: yes()
      .optional()
      .describe('answer: half of the body under the Content-Length of the whole, then the end'),
    misstate: yes()
      .optional()
      .describe('answer: the whole body under half of its Content-Length, then the end'),
    fail: text(1024).optional().describe('settle: the transition fails with this reason'),
    hold: yes().optional().describe('settle: the transition waits until the fault is removed'),
  }),
);

/** What a tester writes. */
export type FaultInput = z.input<ReturnType<typeof faultSchema>>;
/** The same, read. */
export type FaultSpec = z.output<ReturnType<typeof faultSchema>>;

export type When = FaultSpec['when'];

/** The fields that say what happens, by the time at which they can. */
export const EFFECTS = {
  before: ['refuse', 'delayMs', 'cut'],
  answer: ['refuse', 'delayMs', 'cut', 'half', 'misstate'],
  settle: ['fail', 'hold'],
} as const satisfies Record<When, readonly (keyof FaultSpec)[]>;

export type EffectName = (typeof EFFECTS)[When][number];

export const EFFECT_NAMES = [...new Set(Object.values(EFFECTS).flat())] as readonly EffectName[];
