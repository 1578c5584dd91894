import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FaultSpec } from '#faults/spec.ts';
import { dynamic } from '#store/dynamic.ts';
import type { ResourceTable } from '#store/schema.ts';
import { madeLoadBalancer, madeServerGroup } from '../support/clb.ts';
import type { SdkClient } from '../support/client.ts';
import { howMany } from '../support/extent.ts';
import { breaches } from '../support/invariants.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { nicInput, runInput, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { SERVICES } from '../support/services.ts';
import { NEW_VOLUME } from '../support/volume.ts';

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
  readonly volumes: readonly string[];
  readonly gateways: readonly string[];
  readonly entries: readonly string[];
  readonly balancers: readonly string[];
  readonly serverGroups: readonly string[];
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
  AttachVolume: (client, at, pick) =>
    client.call('storage_ebs', 'AttachVolume', {
      VolumeId: pick(at.volumes),
      InstanceId: pick(at.instances),
    }),
  DetachVolume: async (client, at, pick) => {
    const VolumeId = pick(at.volumes);
    const { result } = await client.call('storage_ebs', 'DescribeVolumes', {
      VolumeIds: [VolumeId],
    });
    const InstanceId = result?.Volumes[0]?.InstanceId || 'i-none';
    return client.call('storage_ebs', 'DetachVolume', { VolumeId, InstanceId });
  },
  DeleteVolume: (client, at, pick) =>
    client.call('storage_ebs', 'DeleteVolume', { VolumeId: pick(at.volumes) }),
  CreateSnatEntry: async (client, at, pick) => {
    const NatGatewayId = pick(at.gateways);
    const EipId = pick(at.eips);
    // An EIP that is on the gateway already stays there.
    await client.vpc('AssociateEipAddress', {
      AllocationId: EipId,
      InstanceId: NatGatewayId,
      InstanceType: 'Nat',
    });
    const entry = { NatGatewayId, EipId, SubnetId: at.subnetId };
    return client.call('natgateway', 'CreateSnatEntry', entry);
  },
  DeleteSnatEntry: (client, at, pick) =>
    client.call('natgateway', 'DeleteSnatEntry', { SnatEntryId: pick(at.entries) }),
  DeleteNatGateway: (client, at, pick) =>
    client.call('natgateway', 'DeleteNatGateway', { NatGatewayId: pick(at.gateways) }),
  CreateLoadBalancer: (client, { subnetId: SubnetId }) =>
    client.call('clb', 'CreateLoadBalancer', { Type: 'private', SubnetId }),
  DeleteLoadBalancer: (client, at, pick) =>
    client.call('clb', 'DeleteLoadBalancer', { LoadBalancerId: pick(at.balancers) }),
  CreateServerGroup: (client, at, pick) =>
    client.call('clb', 'CreateServerGroup', {
      LoadBalancerId: pick(at.balancers),
      Servers: [{ Type: 'eni', InstanceId: pick(at.interfaces), Port: 80 }],
    }),
  AddServerGroupBackendServers: (client, at, pick) =>
    client.call('clb', 'AddServerGroupBackendServers', {
      ServerGroupId: pick(at.serverGroups),
      Servers: [{ Type: 'ecs', InstanceId: pick(at.instances), Port: 80 }],
    }),
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
  await fc.assert(fc.asyncProperty(fc.array(turn, { maxLength: 90, size: 'max' }), play), {
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
      const volume = { ...NEW_VOLUME, ZoneId: base.zoneId };
      await server.client.ok('storage_ebs', 'CreateVolume', volume);
    }
    await server.client.ok('natgateway', 'CreateNatGateway', {
      VpcId: base.vpcId,
      SubnetId: base.subnetId,
    });
    const balancer = await madeLoadBalancer(server, base.subnetId);
    await server.advance(FOREVER_MS);
    await madeServerGroup(server, balancer);
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
  return store.read(async (tx) => {
    const idsIn = async (table: ResourceTable) => {
      const rows = await tx.select((db) => dynamic(db).selectFrom(table).select('id'));
      return rows.map(({ id }) => id as string);
    };
    return {
      instances: await idsIn('instance'),
      interfaces: await idsIn('network_interface'),
      eips: await idsIn('eip'),
      // The system volume of an instance stays there.
      volumes: (
        await tx.select((db) => db.selectFrom('volume').select('id').where('kind', '=', 'data'))
      ).map(({ id }) => id),
      gateways: await idsIn('nat_gateway'),
      entries: await idsIn('snat_entry'),
      balancers: await idsIn('load_balancer'),
      serverGroups: await idsIn('server_group'),
    };
  });
}

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
