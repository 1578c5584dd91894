import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints what failed and why as soon as it has; the reporter beside it does so when all is done. */
export default class Failures implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state === 'failed') print(`${test.module.relativeModuleId} > ${test.fullName}`, errors);
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = module.errors();
    if (errors.length > 0) print(module.relativeModuleId, errors);
  }
}

function print(what: string, errors: readonly { message: string; stack?: string }[] = []): void {
  const why = errors.map(({ message, stack = '' }) => {
    const places = stack.split('\n').filter((line) => !line.includes('/node_modules/'));
    return stack.includes(message) ? places.join('\n') : [message, ...places].join('\n');
  });
  console.error(['', `FAILED ${what}`, ...why, ''].join('\n'));
}
