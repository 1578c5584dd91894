import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { none } from '#dataplane/none.ts';
import type { Step } from '#reconcile/worker.ts';
import { createServer } from '#server.ts';
import { makeWorld } from '#world/make.ts';
import { SdkClient } from '../support/client.ts';
import { howMany } from '../support/extent.ts';
import { breaches } from '../support/invariants.ts';
import { type Scene, scene } from '../support/scene.ts';
import { Driver } from './driver.ts';
import { interfaceLife, type Life, snatEntryLife, volumeLife } from './lives.ts';

const CRASHES = howMany('TENON_CRASHES', { quick: 10, all: 50 });
/** How many drivers there are of each kind of resource. */
const DRIVERS = { interfaces: 8, volumes: 4, snatEntries: 3 };
/** A number of acknowledged changes before which any step of the reconciler is reached. */
const FAR_BEYOND_A_STEP = 2000;
const STEPS: readonly Step[] = ['leased', 'planned', 'worked', 'settled'];

/**
 * The server is killed with SIGKILL under load, half of the times between two steps of the
 * reconciler and half at some moment of its work, and started again on the same file. After each start,
 * every acknowledged change must be there, and nothing may stay on its way.
 */
it(`loses nothing in ${CRASHES} crashes`, { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-crash-'));
  const path = join(folder, 'tenon.db');
  const world = makeWorld();
  const key = world.accounts[0]?.keys[0];
  if (key === undefined) throw new Error('the default world has a key');
  try {
    const drivers: Driver[] = [];
    for (let crash = 0; crash < CRASHES; crash += 1) {
      // The step and the moment differ from crash to crash, but are the same in every run.
      const step = crash % 2 === 0 ? STEPS[(crash / 2) % STEPS.length] : undefined;
      const { child, host } = await start(path, crash === 0 ? undefined : step, crash);
      const client = new SdkClient(host, key);
      if (drivers.length === 0) {
        drivers.push(...(await driversOf(client)));
      }
      const dead = new Promise((done) => child.once('exit', done));
      const driving = drive(drivers, client);
      // The server kills itself at a step. The large number only ends the case in which the step is
      // never reached.
      const atStep = step !== undefined && crash > 0;
      killAfter(atStep ? FAR_BEYOND_A_STEP : 20 + ((crash * 37) % 150), drivers, child);
      expect(await driving).toEqual([]);
      await dead;
    }
    // This server needs the data plane that the store knows; without it, it would leave the work to
    // another process.
    const dataPlane = { ...none, name: 'asked', enabled: true };
    const server = createServer({ store: `sqlite:${path}`, dataPlane });
    const url = await server.listen('127.0.0.1', 0);
    const client = new SdkClient(url.replace('http://', ''), key);
    const found = (await Promise.all(drivers.map((driver) => driver.verify(client)))).flat();
    await server.reconciler.idle();
    found.push(...(await breaches(server.store, world, true)));
    await server.close();
    expect(found).toEqual([]);
    const acknowledged = drivers.reduce((sum, driver) => sum + driver.acknowledged, 0);
    expect(acknowledged).toBeGreaterThan(CRASHES * drivers.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** All drivers, and where their resources are to be. */
async function driversOf(client: SdkClient): Promise<Driver[]> {
  const where = await scene(client, { cidr: '10.1.0.0/16', instances: 3 });
  const { instanceIds } = where;
  const gateway = await gatewayWithEip(client, where);
  const made = (count: number, letter: string, make: (n: number) => Life) =>
    Array.from(
      { length: count },
      (_, n) => new Driver(client, `${letter}${n}`, make(n), instanceIds),
    );
  return [
    ...made(DRIVERS.interfaces, 'eni', () => interfaceLife(where)),
    ...made(DRIVERS.volumes, 'vol', () => volumeLife(where)),
    ...made(DRIVERS.snatEntries, 'snat', (n) =>
      snatEntryLife({ ...gateway, SourceCidr: `10.1.${n}.0/24` }),
    ),
  ];
}

async function gatewayWithEip(client: SdkClient, { vpcId, subnetId }: Scene) {
  const place = { VpcId: vpcId, SubnetId: subnetId };
  const { NatGatewayId } = await client.ok('natgateway', 'CreateNatGateway', place);
  const { AllocationId } = await client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  const input = { AllocationId, InstanceType: 'Nat', InstanceId: NatGatewayId };
  await until(async () => (await client.vpc('AssociateEipAddress', input)).status === 200);
  await until(async () => {
    const eip = await client.ok('vpc', 'DescribeEipAddressAttributes', { AllocationId });
    return eip.Status === 'Attached';
  });
  return { NatGatewayId, EipId: AllocationId };
}

/** Asks again until it is so; if it never is, the test's own timeout ends the wait. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

/** Kills the server when it has acknowledged `count` more changes, while others are under way. */
function killAfter(count: number, drivers: readonly Driver[], child: ChildProcess): void {
  let left = count;
  for (const driver of drivers) {
    driver.onAcknowledged = () => {
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
    };
  }
}

/** Each driver first compares the state with what it was promised, then goes on. */
async function drive(drivers: readonly Driver[], client: SdkClient): Promise<string[]> {
  const found = await Promise.all(
    drivers.map(async (driver) => {
      try {
        const broken = await driver.verify(client);
        await driver.drive();
        return broken;
      } catch (error) {
        // If a server dies while a driver still compares, it compares again after the next start.
        return /ECONN|hang up/.test(String(error)) ? [] : [String(error)];
      }
    }),
  );
  return found.flat();
}

function start(
  path: string,
  step: Step | undefined,
  crash: number,
): Promise<{ child: ChildProcess; host: string }> {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
    execArgv: [],
    env: {
      ...process.env,
      CRASH_STORE: path,
      // Starting fifty times takes most of the time, so the sources are compiled once.
      NODE_COMPILE_CACHE: `${path}-compiled`,
      ...(step && { CRASH_STEP: step, CRASH_AFTER: String(5 + ((crash * 13) % 60)) }),
    },
  });
  return new Promise((done, failed) => {
    child.once('message', ({ host }: { host: string }) => done({ child, host }));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
}
