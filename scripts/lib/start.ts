/**
 * What `npm start` does: the server from a bundle, which starts several times as fast as the sources, and the
 * console. Each is built first where it is missing or older than its sources. Where the console cannot be
 * built the server shows a plain page; where the server cannot, it runs from its sources.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { canBuildConsole, freshConsole } from './console.ts';
import { path } from './fresh.ts';
import { canBundleServer, freshServer, SERVER } from './server.ts';

const about = (what: string) => (why: 'missing' | 'stale') =>
  console.log(
    why === 'missing' ? `Builds the ${what}, once.` : `Builds the ${what}: its sources are newer.`,
  );

const failed =
  (what: string) =>
  ({ message }: Error) =>
    console.error(`The ${what} could not be built (${message.split('\n', 1)[0]}).`);

if (canBuildConsole()) {
  await freshConsole(about('console')).catch(failed('console'));
} else {
  console.log(
    'The console is not built: what builds it is not installed. "npm ci" without --omit=dev does.',
  );
}

if (canBundleServer()) await freshServer(about('server')).catch(failed('server'));

if (canBundleServer() && existsSync(SERVER)) {
  // Traces of faults show the sources.
  process.setSourceMapsEnabled(true);
  process.argv[1] = SERVER;
  createRequire(import.meta.url)(SERVER);
} else {
  process.argv[1] = path('src/main.ts');
  await import('../../src/main.ts');
}
