import * as z from 'zod';
import { type AccountsControl, orRefuse } from './accounts.ts';
import { type ClockControl, clockView, viewClock } from './clock.ts';
import { routesOf } from './route.ts';

export interface ResetControl extends ClockControl, AccountsControl {
  /** Empties the store, makes what the world starts with, and settles it. */
  readonly reset: () => Promise<void>;
}

const route = routesOf<ResetControl>();

export const resetRoutes = [
  route({
    method: 'POST',
    path: 'reset',
    summary:
      'Takes everything away, or what one account has, and makes again what the world starts with.',
    query: z.strictObject({
      account: z.string().optional().describe('this account alone: the others keep what they have'),
    }),
    answer: clockView,
    handle: async (control, { query: { account } }) => {
      if (account === undefined) await control.reset();
      else await orRefuse(control.accounts.reset(account));
      await control.settled();
      return viewClock(control);
    },
  }),
];
