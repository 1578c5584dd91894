/** The version of this Tenon; a test compares it with package.json. */
export const VERSION = '0.1.0';

/**
 * The oldest Node.js that Tenon runs on: the first whose `node:sqlite` has everything that the
 * store uses. The same test compares package.json and the README with it. (A checkout can be worked
 * on with an older one: npm scripts run on the Node.js that is a development dependency.)
 */
export const LEAST_NODE = '22.16.0';

/** Whether a Node.js `version`, such as `22.16.0`, is new enough. */
export function isNewEnough(version: string, least = LEAST_NODE): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}
