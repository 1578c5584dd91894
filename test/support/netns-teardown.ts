import { spawnSync } from 'node:child_process';
import { leftBehind } from './made-namespaces.ts';

/** Fails the run when one of its suites has left network namespaces behind, and names them. */
export default function setup(): () => void {
  return () => {
    const left = leftBehind();
    for (const { name } of left) spawnSync('ip', ['netns', 'del', name]);
    if (left.length === 0) return;
    const lines = left.map(({ name, suite }) => `  ${name}, of ${suite || 'an unknown suite'}`);
    console.error(`\nFAILED: network namespaces were left behind:\n${lines.join('\n')}\n`);
    // Vitest prints what a teardown throws, but its exit code would not show it.
    process.exitCode = 1;
  };
}
