import type { Resource } from '#core/service.ts';
import { describeRegions } from './describe-regions.ts';
import { describeZones } from './describe-zones.ts';

/** The actions of zones. */
export const zoneResource: Resource = { actions: [describeRegions, describeZones] };
