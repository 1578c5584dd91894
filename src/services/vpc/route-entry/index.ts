import type { Resource } from '#core/service.ts';
import { createRouteEntry } from './create.ts';
import { deleteRouteEntry } from './delete.ts';
import { describeRouteEntryList } from './describe.ts';
import { modifyRouteEntry } from './modify.ts';

/** The actions of route entries. */
export const routeEntryResource: Resource = {
  actions: [createRouteEntry, deleteRouteEntry, describeRouteEntryList, modifyRouteEntry],
};
