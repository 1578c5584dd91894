import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type RouteFacts = Holding<'route', { readonly id: string; readonly status: string }>;

/** What every change of a route takes: that it is there, and not on its way. */
export const availableRouteEntry: readonly Rule<RouteFacts>[] = [
  exists(vpcRefusals.RouteEntryNotFound, 'route', 'route entry'),
  inStatus(vpcRefusals.RouteEntryInvalidStatus, 'route', 'route entry', ['Available']),
];
