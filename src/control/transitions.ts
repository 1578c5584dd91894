import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { Awaited } from '#reconcile/awaited.ts';
import { routesOf } from './route.ts';

export interface TransitionsControl {
  /** The transitions that have not settled, at most so many, the next first. */
  readonly awaited: (most: number) => Promise<readonly Awaited[]>;
}

/** Whoever looks at more looks at none of them. */
const MOST = 100;

const route = routesOf<TransitionsControl>();

export const transitionRoutes = [
  route({
    method: 'GET',
    path: 'transitions',
    summary: 'Lists what has not settled yet, and when it will, the next first.',
    answer: z.strictObject({
      transitions: z.array(
        z.strictObject({
          kind: z.string().describe('`network-interface.attach`, ...'),
          resourceId: z.string(),
          account: z.string(),
          region: z.string(),
          since: z.string().describe('when it was begun, by the clock of the world'),
          state: z
            .enum(['waiting', 'under way'])
            .describe(
              '`under way`: the data plane is at it, it is tried again, or a fault holds it or lets it fail',
            ),
          dueAt: z
            .string()
            .nullable()
            .describe('until when it waits, by the clock of the world; null when it is under way'),
          dueMilliseconds: z.int().nullable().describe('the same, since the epoch'),
        }),
      ),
      more: z.boolean().describe(`whether there are more than these ${MOST}`),
    }),
    async handle({ awaited }) {
      const found = await awaited(MOST + 1);
      return { transitions: found.slice(0, MOST).map(view), more: found.length > MOST };
    },
  }),
];

/** What was leased has a due time of its own: the end of the lease. */
function view({ kind, resource_id, account_id, region, due_at, fence, created_at }: Awaited) {
  const waits = fence === 0;
  return {
    kind,
    resourceId: resource_id,
    account: account_id,
    region,
    since: beijing(created_at),
    state: waits ? ('waiting' as const) : ('under way' as const),
    dueAt: waits ? beijing(due_at) : null,
    dueMilliseconds: waits ? due_at : null,
  };
}
