import { fileURLToPath } from 'node:url';

/**
 * The file that suites run where they want Tenon as a process of its own: the bundle of `npm start`, which
 * `npm test` makes first since it starts several times as fast; without one, as under `vitest` itself, the
 * sources.
 */
export const MAIN =
  process.env.TENON_TEST_PROGRAM ?? fileURLToPath(new URL('../../src/main.ts', import.meta.url));
