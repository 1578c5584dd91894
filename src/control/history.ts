import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { DEFAULT_LIMIT, type RequestHistory } from '#history/history.ts';
import { verdictView } from './explain.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface HistoryControl {
  /** Absent when none is kept. */
  readonly history: RequestHistory | undefined;
}

const MOST = 1000;
const LIMIT = `must be a whole number, 1 to ${MOST}`;

const requestView = z.strictObject({
  requestId: z.string(),
  time: z.string().describe('when it was answered, by the real clock'),
  account: z.string().describe("the account that asked; '' when nobody was recognised"),
  region: z.string(),
  service: z.string(),
  action: z.string(),
  status: z.int().describe('the HTTP status of the answer'),
  code: z.string().describe("the code of the refusal; '' when it was carried out"),
  ms: z.number().nullable().describe('milliseconds; null for what was refused by its head alone'),
  stages: z
    .record(z.string(), z.number())
    .optional()
    .describe('milliseconds by stage, of a request that was traced'),
  parameters: z
    .record(z.string(), z.unknown())
    .readonly()
    .nullable()
    .describe(
      'as the action understood them, secrets as `***`; null when they were too long to be kept',
    ),
  unread: z
    .array(z.string())
    .readonly()
    .describe('parameters that were sent and that the action does not have'),
  meant: z
    .record(z.string(), z.string())
    .readonly()
    .describe('for those of them that are like a parameter of the action: that one'),
  message: z.string().optional().describe('of a refusal'),
  parameter: z.string().optional().describe('the parameter that a refusal is about'),
  reason: z.string().optional().describe('why it is refused'),
  verdicts: z
    .array(verdictView)
    .readonly()
    .describe('of a refusal: every precondition as it was at that moment'),
  settled: z
    .strictObject({
      state: z.enum(['pending', 'settled', 'failed', 'ended']),
      reason: z.string().optional(),
    })
    .nullable()
    .describe(
      'what became of the transition that it began; `ended`: it is over, and how is not known here; null when it began none',
    ),
});

const historyOf = ({ history }: HistoryControl): RequestHistory =>
  history ?? refuse(controlRefusals.NoHistory);

const route = routesOf<HistoryControl>();

export const historyRoutes = [
  route({
    method: 'GET',
    path: 'requests',
    summary: 'Shows the latest requests of the API and their answers, the latest first.',
    query: z.object({
      limit: z
        .string()
        .regex(/^\d{1,4}$/, LIMIT)
        .transform(Number)
        .refine((limit) => limit >= 1 && limit <= MOST, LIMIT)
        .optional()
        .describe(`how many, ${DEFAULT_LIMIT} by default, ${MOST} at most`),
      account: z.string().optional().describe('those of one account'),
      action: z.string().optional().describe('those for one action'),
      code: z.string().optional().describe('those with one code; `OK` for those carried out'),
      refused: z
        .literal('true', 'must be true, or absent')
        .transform(() => true as const)
        .optional()
        .describe('`true`: those that were refused'),
      before: z.string().optional().describe('those before the request with this id'),
    }),
    answer: z.strictObject({ requests: z.array(requestView) }),
    handle: async (control, { query }) => {
      const found = await historyOf(control).find(query);
      if (found === undefined) refuse(controlRefusals.NoSuchRequest, query.before ?? '');
      return { requests: found };
    },
  }),
  route({
    method: 'GET',
    path: 'requests/{requestId}',
    summary: 'Shows one request and its answer, and what led to it.',
    answer: z.strictObject({ requests: z.array(requestView).length(1) }),
    handle: async (control, { path: { requestId = '' } }) => {
      const found = await historyOf(control).one(requestId);
      if (found === undefined) refuse(controlRefusals.NoSuchRequest, requestId);
      return { requests: [found] };
    },
  }),
];
