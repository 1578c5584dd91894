import * as z from 'zod';
import { integer, list } from '#core/parameters.ts';

/** Minutes. Source: the description of the vendor's Cloud Control resource. */
export const aggregationInterval = () =>
  z.int().refine((minutes) => [1, 5, 10].includes(minutes), 'it must be 1, 5 or 10');

export const resourceType = () => z.enum(['vpc', 'subnet', 'eni']);

export const trafficType = () => z.enum(['All', 'Allow', 'Drop']);

/** Where traffic may come from or go to. The words are not documented, and kept as they are. */
export const trafficPath = () => list(z.string().min(1).max(64), 20);

/** Which fields a log has. The versions are not documented; that the first one is 1 is ours. */
export const flowLogVersion = () => integer(1, 100);

/**
 * The name of a project or a topic of the log service: 3 to 63 lower-case letters, digits and
 * hyphens, no hyphen at either end. Source: as above.
 */
export const logName = () => z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
