import { defineConfig } from 'vitest/config';
import { forgetImports, testsNear } from './scripts/lib/suites.ts';

/**
 * Suites whose files leave no module changed behind them: all that a worker runs of them have their
 * imports in common, which takes a third of the time. Suites that put others in the place of a
 * module, or watch one, have each file by itself.
 */
const SHARED = [
  'src/{control,core,faults,gateway,landing,library,metrics,platform,reconcile,services,world}/**/*.test.ts',
  'src/store/{*,migrations/*}.test.ts',
  'test/{architecture,attach,contracts,dataplane,docs,faults,lists,races,reconcile,refusals}/**/*.test.ts',
  'test/{removals,tasks,unauthorised}/**/*.test.ts',
];

/*
 * Bounds for what never comes: whatever comes late on a busy machine still passes. A test that awaits
 * something sets no bound of its own, unless it takes longer.
 */
const common = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000, interval: 20 } },
  // Tests read what the command line says, whatever the locale of who runs them.
  env: { TENON_LANG: 'en' },
};

function testsOf(changed: string): string[] {
  forgetImports();
  return testsNear(changed);
}

export default defineConfig({
  test: {
    // Torn down in the opposite order: the first one's folder is there for all.
    globalSetup: ['test/support/postgres-teardown.ts', 'test/support/netns-teardown.ts'],
    reporters: ['default'],
    // npm run test:watch
    watchTriggerPatterns: [{ pattern: /\.[cm]?ts$/, testsToRun: testsOf }],
    projects: [
      { test: { ...common, name: 'shared imports', isolate: false, include: SHARED } },
      {
        test: {
          ...common,
          name: 'isolated',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'console/src/**/*.test.ts'],
          exclude: SHARED,
        },
      },
    ],
  },
});
