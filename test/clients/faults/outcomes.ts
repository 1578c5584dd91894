import type { FaultInput } from '#faults/spec.ts';

/** The faults, one for each case: each strikes the one CreateVpc of its case. */
export const FAULTS = {
  'before: 429': { when: 'before', refuse: { code: 'FlowLimitExceeded' } },
  'before: 503': { when: 'before', refuse: { code: 'ServiceUnavailableTemp' } },
  'before: a refusal of its own': { when: 'before', refuse: { code: 'QuotaExceeded.Vpc' } },
  'before: cut': { when: 'before', cut: true },
  'before: too late': { when: 'before', delayMs: 60_000 },
  'answer: 503': { when: 'answer', refuse: { code: 'ServiceUnavailableTemp' } },
  'answer: cut': { when: 'answer', cut: true },
  'answer: too late': { when: 'answer', delayMs: 60_000 },
  'answer: half': { when: 'answer', half: true },
  'answer: misstate': { when: 'answer', misstate: true },
} as const satisfies Record<string, Omit<FaultInput, 'service' | 'action'>>;

export type FaultName = keyof typeof FAULTS;

/** What a case comes to. */
export interface Outcome {
  /** How many requests arrived. */
  readonly asked: number;
  /** How many VPCs there are afterwards. */
  readonly made: readonly [without: number, withToken: number];
  /** What the program is told: that it is done, or a part of what the error says. */
  readonly told: string;
}

/**
 * What the SDKs do with the configuration that they have by default, but for a time-out.
 * docs/faults.md shows it.
 */
export const OUTCOMES = {
  // It tries again after 429, 5xx, and a connection that fails before the head of an answer.
  '@volcengine/sdk-core': {
    'before: 429': { asked: 2, made: [1, 1], told: 'done' },
    'before: 503': { asked: 2, made: [1, 1], told: 'done' },
    'before: a refusal of its own': { asked: 1, made: [0, 0], told: 'QuotaExceeded.Vpc' },
    'before: cut': { asked: 2, made: [1, 1], told: 'done' },
    'before: too late': { asked: 2, made: [1, 1], told: 'done' },
    'answer: 503': { asked: 2, made: [2, 1], told: 'done' },
    'answer: cut': { asked: 2, made: [2, 1], told: 'done' },
    'answer: too late': { asked: 2, made: [2, 1], told: 'done' },
    'answer: half': { asked: 1, made: [1, 1], told: 'aborted' },
    'answer: misstate': { asked: 1, made: [1, 1], told: 'Parse Error' },
  },
  // It never tries again.
  '@volcengine/openapi': {
    'before: 429': { asked: 1, made: [0, 0], told: 'FlowLimitExceeded' },
    'before: 503': { asked: 1, made: [0, 0], told: 'ServiceUnavailableTemp' },
    'before: a refusal of its own': { asked: 1, made: [0, 0], told: 'QuotaExceeded.Vpc' },
    'before: cut': { asked: 1, made: [0, 0], told: 'ECONNRESET' },
    'before: too late': { asked: 1, made: [0, 0], told: 'timeout' },
    'answer: 503': { asked: 1, made: [1, 1], told: 'ServiceUnavailableTemp' },
    'answer: cut': { asked: 1, made: [1, 1], told: 'ECONNRESET' },
    'answer: too late': { asked: 1, made: [1, 1], told: 'timeout' },
    'answer: half': { asked: 1, made: [1, 1], told: 'aborted' },
    'answer: misstate': { asked: 1, made: [1, 1], told: 'Parse Error' },
  },
  // It tries again after 429, 5xx, and whatever urllib3 fails with, also in the middle of an answer.
  'volcengine-python-sdk': {
    'before: 429': { asked: 2, made: [1, 1], told: 'done' },
    'before: 503': { asked: 2, made: [1, 1], told: 'done' },
    'before: a refusal of its own': { asked: 1, made: [0, 0], told: 'QuotaExceeded.Vpc' },
    'before: cut': { asked: 2, made: [1, 1], told: 'done' },
    'before: too late': { asked: 2, made: [1, 1], told: 'done' },
    'answer: 503': { asked: 2, made: [2, 1], told: 'done' },
    'answer: cut': { asked: 2, made: [2, 1], told: 'done' },
    'answer: too late': { asked: 2, made: [2, 1], told: 'done' },
    'answer: half': { asked: 2, made: [2, 1], told: 'done' },
    'answer: misstate': { asked: 1, made: [1, 1], told: "has no attribute 'get'" },
  },
  // It tries again whatever fails, and puts a ClientToken of its own into each call that has none.
  'volcengine-go-sdk': {
    'before: 429': { asked: 2, made: [1, 1], told: 'done' },
    'before: 503': { asked: 2, made: [1, 1], told: 'done' },
    'before: a refusal of its own': { asked: 1, made: [0, 0], told: 'QuotaExceeded.Vpc' },
    'before: cut': { asked: 2, made: [1, 1], told: 'done' },
    'before: too late': { asked: 2, made: [1, 1], told: 'done' },
    'answer: 503': { asked: 2, made: [1, 1], told: 'done' },
    'answer: cut': { asked: 2, made: [1, 1], told: 'done' },
    'answer: too late': { asked: 2, made: [1, 1], told: 'done' },
    'answer: half': { asked: 2, made: [1, 1], told: 'done' },
    'answer: misstate': { asked: 2, made: [1, 1], told: 'done' },
  },
} as const satisfies Record<string, Record<FaultName, Outcome>>;

export type ClientName = keyof typeof OUTCOMES;
