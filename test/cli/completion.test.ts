import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRequired } from '../support/extent.ts';
import { run, useCommandLine } from './harness.ts';

useCommandLine();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-completion-'));
  writeFileSync(join(folder, 'world.yaml'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether this machine has the shell. What is required in CI must be there. */
function has(shell: string): boolean {
  if (spawnSync(shell, ['-c', 'true']).status === 0) return true;
  const why = `the completion of ${shell} is not tried here: there is no ${shell}`;
  if (allRequired) throw new Error(why);
  console.warn(why);
  return false;
}

/** Has a shell run a program, in a folder with one file. */
function inShell(shell: string, program: string): string {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', program], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder },
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const CASES: [typed: string, offered: string[], not: string[]][] = [
  ['tenon ', ['serve', 'run', 'start', 'env', 'netns', 'completion'], ['world.yaml']],
  ['tenon se', ['serve'], ['run']],
  ['tenon serve --tra', ['--transitions'], ['--store']],
  ['tenon serve --transitions ', ['instant', 'realistic', 'manual'], ['serve']],
  ['tenon serve --world ', ['world.yaml'], ['instant']],
  ['tenon env ', ['bash', 'terraform', 'java'], ['serve']],
  ['tenon netns ', ['list', 'clean'], ['serve']],
  ['tenon netns clean --', ['--plane', '--force', '--json', '--help'], ['--store']],
  ['tenon clock ad', ['advance'], ['list']],
];

describe.runIf(has('bash'))('bash', () => {
  it.each(CASES)('completes %j', async (typed, offered, not) => {
    const { out } = await run(['completion', 'bash']);
    const words = typed.split(' ');
    const list = words.map((word) => `'${word}'`).join(' ');
    const program = `${out}
      COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}
      _tenon 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = inShell('bash', program).split('\n');
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((word) => not.includes(word))).toEqual([]);
  });

  it('leaves the command after -- to the shell', async () => {
    const { out } = await run(['completion', 'bash']);
    const program = `${out}
      COMP_WORDS=(tenon run -- world); COMP_CWORD=3
      _tenon 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(inShell('bash', program).split('\n')).toContain('world.yaml');
  });
});

describe.runIf(has('zsh'))('zsh', () => {
  it('reads the script', async () => {
    const { out } = await run(['completion', 'zsh']);
    const program = `autoload -U compinit && compinit -u -D\n${out}\necho "$_comps[tenon]"`;
    expect(inShell('zsh', program)).toContain('_bash_complete');
  });
});

describe.runIf(has('fish'))('fish', () => {
  it.each(CASES)('completes %j', async (typed, offered, not) => {
    const { out } = await run(['completion', 'fish']);
    const found = inShell('fish', `${out}\ncomplete -C '${typed}'`)
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '');
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((word) => not.includes(word))).toEqual([]);
  });
});

it('knows these shells and no others', async () => {
  const { code, err } = await run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(err).toMatch(/bash, zsh, fish/);
});
