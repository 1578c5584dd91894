import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** How many tests there were. A suite that cannot even be loaded counts as one failure. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Each that failed: its name, and the first lines of why. */
  readonly failures: readonly string[];
}

/** What a log that keeps only its end shows of each failure. */
const LINES_OF_REASON = 12;

/**
 * Prints each failure and its reason at once, while the reporter beside it waits until everything
 * is done; and writes the counts to the file that TENON_TEST_COUNTS names.
 */
export default class Failures implements Reporter {
  readonly #told: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== 'failed') return;
    this.#tell(`${test.module.relativeModuleId} > ${test.fullName}`, errors);
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = module.errors();
    if (errors.length > 0) this.#tell(module.relativeModuleId, errors);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.state() === 'failed').length;
    const counts: Counts = {
      passed: count('passed'),
      failed: Math.max(count('failed'), broken),
      skipped: count('skipped'),
      failures: this.#told,
    };
    const file = process.env.TENON_TEST_COUNTS;
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  }

  #tell(what: string, errors: readonly Failure[] = []): void {
    const why = errors.map(({ message, stack = '' }) => {
      const places = stack.split('\n').filter((line) => !line.includes('/node_modules/'));
      return stack.includes(message) ? places.join('\n') : [message, ...places].join('\n');
    });
    console.error(['', `FAILED ${what}`, ...why, ''].join('\n'));
    const first = why.join('\n').split('\n').slice(0, LINES_OF_REASON);
    this.#told.push([what, ...first.map((line) => `  ${line}`)].join('\n'));
  }
}

interface Failure {
  readonly message: string;
  readonly stack?: string;
}
