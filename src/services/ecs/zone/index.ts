import type { Resource } from '#core/service.ts';
import { describeRegions } from './describe-regions.ts';
import { describeZones } from './describe-zones.ts';

/** What is done with zones, by clients and by time. */
export const zoneResource: Resource = { actions: [describeRegions, describeZones] };
