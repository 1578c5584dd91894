import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { MAIN } from '#test/support/program.ts';

/*
 * Runs the command line as a user does: as a process of its own, with an environment and a home of
 * its own.
 */

/** The command line of `tenon` itself, for a shell. */
export const TENON = `'${process.execPath}' '${MAIN}'`;

let folder = '';
let running: ChildProcess[] = [];

/** A folder of the test's own, which is gone afterwards: its HOME. */
export const scratch = (): string => folder;

/** Gives each test a folder, and ends after each test what it has started. */
export function useCommandLine(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-cli-'));
    running = [];
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
}

export interface Run {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line; the environment has no settings but those given. */
export function start(args: readonly string[], env: Record<string, string> = {}) {
  return startProgram([process.execPath, MAIN, ...args], env);
}

export function startProgram([program = '', ...args]: readonly string[], env = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(program, args, { env: { PATH, HOME: folder, ...env } });
  running.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.on('error', () => {});
  // `close` comes when every process that has the standard output has ended, not only this one.
  const ended = new Promise<Run>((done) => {
    child.on('close', (code, signal) => done({ code, signal, out, err }));
  });
  /** Resolves to what `pattern` finds on standard output. */
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((done, failed) => {
      const look = () => {
        const found = pattern.exec(out);
        if (found) done(found);
      };
      child.stdout.on('data', look);
      child.on('close', () =>
        failed(new Error(`it ended without saying ${pattern}: ${out}${err}`)),
      );
      look();
    });
  return { child, ended, says };
}

export const run = (args: readonly string[], env?: Record<string, string>): Promise<Run> =>
  start(args, env).ended;
