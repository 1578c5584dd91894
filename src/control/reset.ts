import { type ClockControl, clockView, viewClock } from './clock.ts';
import { routesOf } from './route.ts';

export interface ResetControl extends ClockControl {
  /** Empties the store, makes what the world starts with, and settles it. */
  readonly reset: () => Promise<void>;
}

const route = routesOf<ResetControl>();

export const resetRoutes = [
  route({
    method: 'POST',
    path: 'reset',
    summary: 'Takes everything away and makes again what the world starts with.',
    answer: clockView,
    handle: async (control) => {
      await control.reset();
      return viewClock(control);
    },
  }),
];
