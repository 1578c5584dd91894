import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Checkout } from './checkout.ts';

/** Processes of one version of Tenon on one database, started by its command line. */
export interface BenchFleet {
  readonly pids: readonly number[];
  readonly ports: readonly number[];
  /** How many transactions were done again, in all, since they started. */
  repeated(): Promise<number>;
  stop(): Promise<void>;
}

/** No quota ends a run. */
const WORLD = JSON.stringify({ quotas: { NetworkInterfaces: 10_000_000, Instances: 100_000 } });

export async function startFleet(
  { main }: Checkout,
  store: string,
  count: number,
): Promise<BenchFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-world-'));
  const world = join(folder, 'world.yaml');
  writeFileSync(world, WORLD);
  const children: ChildProcess[] = [];
  const urls: string[] = [];
  const stop = async () => {
    await Promise.all(children.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    while (urls.length < count) {
      const listen = ['--listen', '127.0.0.1:0', '--json', '--until-eof'];
      const child = spawn(
        process.execPath,
        [main, 'serve', ...listen, '--store', store, '--world', world],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      children.push(child);
      urls.push(await urlOf(child));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pids: children.map(({ pid }) => pid ?? 0),
    ports: urls.map((url) => Number(new URL(url).port)),
    async repeated() {
      const counts = await Promise.all(urls.map(repeatedBy));
      return counts.reduce((sum, each) => sum + each, 0);
    },
    stop,
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('it has no standard output');
  for await (const line of createInterface(child.stdout)) {
    return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error('Tenon ended before it listened');
}

async function repeatedBy(url: string): Promise<number> {
  const text = await (await fetch(`${url}/_tenon/metrics`)).text();
  const lines = text.matchAll(/^tenon_store_failures_total\{[^}]*repeated="true"\} (\d+)/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.stdin?.end();
  return ended;
}
