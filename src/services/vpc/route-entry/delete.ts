import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { availableRouteEntry } from './route-entry.rules.ts';
import { ownRouteToChange } from './rows.ts';

/** Deletes a custom route. It is Pending, then not found. */
export const deleteRouteEntry = writeAction({
  name: 'DeleteRouteEntry',
  summary: 'delete a custom route',
  asyncTask: true,
  parameters: () => z.object({ RouteEntryId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: availableRouteEntry,

  async facts(tx, { RouteEntryId }, context) {
    const key = ownKey(context, RouteEntryId);
    return { route: await tx.first(ownRouteToChange, key) };
  },

  async change(tx, _, { RouteEntryId }, context) {
    await tx.update('route_entry', RouteEntryId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, RouteEntryId);
    return {};
  },
});
