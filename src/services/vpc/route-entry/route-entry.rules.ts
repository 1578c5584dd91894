import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type RouteFacts = Holding<'route', { readonly id: string; readonly status: string }>;

/** Preconditions of every change to a route: it exists, and it is in no transition. */
export const availableRouteEntry: readonly Rule<RouteFacts>[] = [
  exists(vpcRefusals.RouteEntryNotFound, 'route', 'route entry'),
  inStatus(vpcRefusals.RouteEntryInvalidStatus, 'route', 'route entry', ['Available']),
];
