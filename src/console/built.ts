import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built console is: beside the bundle of the package, and in dist/ of a checkout. */
export const BUILT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/console/' : './console/', import.meta.url),
);

/** The page that browsers are given, which names all that it loads. */
export const PAGE = 'index.html';

export const isConsoleBuilt = (): boolean => existsSync(join(BUILT, PAGE));
