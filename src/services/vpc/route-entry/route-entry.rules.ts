import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface RouteFacts {
  readonly route: { readonly id: string; readonly status: string } | undefined;
}

/** Preconditions of every change to a route: it exists, and it is in no transition. */
export const availableRouteEntry: readonly Rule<RouteFacts>[] = [
  {
    refusal: vpcRefusals.RouteEntryNotFound,
    broken: ({ route }) => route === undefined,
    because: ({ route }) => (route ? `${route.id} exists` : 'there is no such route entry'),
  },
  {
    refusal: vpcRefusals.RouteEntryInvalidStatus,
    broken: ({ route }) => route && route.status !== 'Available',
    because: ({ route }) => `the route entry is ${route?.status ?? 'absent'}`,
  },
];
