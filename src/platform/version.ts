import manifest from '#package.json' with { type: 'json' };

/** The version of this Tenon. */
export const VERSION = manifest.version;

/**
 * The oldest Node.js that Tenon runs on: the first whose `node:sqlite` has everything that the
 * store uses. package.json is where it is said; a test compares what people read with it. (A checkout
 * can be worked on with an older one: npm scripts run on the Node.js that is a development dependency.)
 */
export const LEAST_NODE = manifest.engines.node.replace('>=', '');

/** Whether a Node.js `version`, such as `22.16.0`, is new enough. */
export function isNewEnough(version: string, least = LEAST_NODE): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}
