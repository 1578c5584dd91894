import type { Resource } from '#core/service.ts';
import { describeRegions } from './describe-regions.ts';
import { describeZones } from './describe-zones.ts';

/** The actions and transitions of zones. */
export const zoneResource: Resource = { actions: [describeRegions, describeZones] };
