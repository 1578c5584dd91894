import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FaultSpec } from '#faults/spec.ts';
import { SERVICES } from '#test/support/services.ts';
import type { SdkClient } from '../support/client.ts';
import { howMany } from '../support/extent.ts';
import { breaches } from '../support/invariants.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { nicInput, runInput, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

const RUNS = howMany('TENON_FAULT_RUNS', { quick: 6, all: 40 });
const ENOUGH = 20;
const SEED = Number(process.env.TENON_FAULT_SEED ?? 20_200_401);
/** Longer than any transition. */
const FOREVER_MS = 3_600_000;

type Effect = Omit<FaultSpec, 'service' | 'action'>;

const EFFECTS: readonly Effect[] = [
  { when: 'before', refuse: { code: 'ServiceUnavailableTemp' } },
  { when: 'before', cut: true },
  { when: 'answer', refuse: { code: 'InternalError' } },
  { when: 'answer', cut: true },
  { when: 'answer', half: true },
  { when: 'answer', misstate: true },
  { when: 'settle', fail: 'no room' },
  { when: 'settle', hold: true },
];

/** What is done with the resources that there are. */
type Call = (
  client: SdkClient,
  at: Ids,
  pick: (ids: readonly string[]) => string,
) => Promise<unknown>;

interface Ids {
  readonly subnetId: string;
  readonly groupId: string;
  readonly instances: readonly string[];
  readonly interfaces: readonly string[];
  readonly eips: readonly string[];
}

const CALLS: Readonly<Record<string, Call>> = {
  CreateNetworkInterface: (client, at) => client.vpc('CreateNetworkInterface', nicInput(at)),
  AttachNetworkInterface: (client, at, pick) =>
    client.vpc('AttachNetworkInterface', {
      NetworkInterfaceId: pick(at.interfaces),
      InstanceId: pick(at.instances),
    }),
  DetachNetworkInterface: async (client, at, pick) => {
    const NetworkInterfaceId = pick(at.interfaces);
    const { result } = await client.vpc('DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId,
    });
    const InstanceId = result?.DeviceId || 'i-none';
    return client.vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId });
  },
  DeleteNetworkInterface: (client, at, pick) =>
    client.vpc('DeleteNetworkInterface', { NetworkInterfaceId: pick(at.interfaces) }),
  RunInstances: (client, at) =>
    client.ecs('RunInstances', runInput({ ...at, zoneId: 'cn-beijing-a' }, { Count: 2 })),
  StopInstance: (client, at, pick) =>
    client.ecs('StopInstance', { InstanceId: pick(at.instances) }),
  StartInstance: (client, at, pick) =>
    client.ecs('StartInstance', { InstanceId: pick(at.instances) }),
  DeleteInstance: (client, at, pick) =>
    client.ecs('DeleteInstance', { InstanceId: pick(at.instances) }),
  AssociateEipAddress: (client, at, pick) =>
    client.vpc('AssociateEipAddress', {
      AllocationId: pick(at.eips),
      InstanceId: pick(at.interfaces),
      InstanceType: 'NetworkInterface',
    }),
  DisassociateEipAddress: (client, at, pick) =>
    client.vpc('DisassociateEipAddress', { AllocationId: pick(at.eips) }),
};

type Turn =
  | { readonly do: string; readonly seed: number; readonly fault: Effect | undefined }
  | { readonly ms: number }
  | { readonly release: true };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(...Object.keys(CALLS)),
      seed: fc.nat(),
      fault: fc.option(fc.constantFrom(...EFFECTS), { nil: undefined }),
    }),
  },
  // The longest time is beyond the lease of what is held.
  { weight: 3, arbitrary: fc.record({ ms: fc.constantFrom(500, 2000, 5000, 90_000) }) },
  { weight: 1, arbitrary: fc.constant({ release: true } as const) },
);

it(`${RUNS} runs with faults of every kind leave nothing that could not be`, {
  timeout: 60_000 + RUNS * 20_000,
}, async () => {
  await fc.assert(fc.asyncProperty(fc.array(turn, { maxLength: 60, size: 'max' }), play), {
    numRuns: RUNS,
    seed: SEED,
  });
  // Runs in which a kind of fault never strikes prove little of it.
  if (RUNS >= ENOUGH) expect([...struck]).toHaveLength(EFFECTS.length);
});

/** The kinds of faults that struck at all. */
const struck = new Set<string>();

async function play(turns: readonly Turn[]): Promise<void> {
  const plane = new MemoryPlane();
  const server = await startServer({
    dataPlane: plane,
    transitions: 'manual',
    onStruck: ({ when, effect }) => struck.add(`${when} ${effect}`),
  });
  try {
    const base = await scene(server, { instances: 2 });
    for (let n = 0; n < 2; n += 1) {
      await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
    }
    await server.advance(FOREVER_MS);
    for (const each of turns) {
      await take(server, each, base);
      await expectSound(server, plane, false);
    }
    await server.faults.clear();
    await server.advance(FOREVER_MS);
    await removeFailed(server);
    await server.advance(FOREVER_MS);
    await expectSound(server, plane, true);
  } finally {
    await server.close();
  }
}

async function take(
  server: TestServer,
  turn: Turn,
  base: { readonly subnetId: string; readonly groupId: string },
): Promise<void> {
  if ('ms' in turn) return server.advance(turn.ms);
  if ('release' in turn) return server.faults.clear();
  if (turn.fault !== undefined) place(server, turn.do, turn.fault);
  let { seed } = turn;
  const pick = (ids: readonly string[]) => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
    return ids[seed % Math.max(1, ids.length)] ?? 'none';
  };
  // An answer that does not arrive makes the client throw.
  await CALLS[turn.do]?.(server.client, { ...base, ...(await idsOf(server)) }, pick).catch(
    () => {},
  );
}

/** Places a fault, unless the action begins nothing that it could strike. */
function place(server: TestServer, action: string, fault: Effect): void {
  const service = SERVICES.find(({ actions }) => actions.some(({ name }) => name === action));
  server.control.faults.add({ service: service?.name ?? '', action, ...fault });
}

async function idsOf({ store }: TestServer): Promise<Omit<Ids, 'subnetId' | 'groupId'>> {
  return store.read(async (tx) => ({
    instances: (await tx.select((db) => db.selectFrom('instance').select('id'))).map(idOf),
    interfaces: (await tx.select((db) => db.selectFrom('network_interface').select('id'))).map(
      idOf,
    ),
    eips: (await tx.select((db) => db.selectFrom('eip').select('id'))).map(idOf),
  }));
}

const idOf = ({ id }: { readonly id: string }) => id;

/** An instance that could not be launched keeps its interfaces on their way until it is deleted. */
async function removeFailed({ client, store }: TestServer): Promise<void> {
  const failed = await store.read((tx) =>
    tx.select((db) => db.selectFrom('instance').select('id').where('status', '=', 'ERROR')),
  );
  for (const { id } of failed) await client.ok('ecs', 'DeleteInstance', { InstanceId: id });
}

async function expectSound(server: TestServer, plane: MemoryPlane, settled: boolean) {
  const { store, world } = server;
  await server.settled();
  expect(await breaches(store, world, settled)).toEqual([]);
  expect(await planeBreaches(store, plane, settled)).toEqual([]);
}
