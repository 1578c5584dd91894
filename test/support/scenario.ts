import type { Call } from '../../src/call.ts';
import type { ManualClock } from '../../src/clock.ts';
import { randomIds } from '../../src/ids.ts';
import type { InstanceRow, ResourceTable, Tables } from '../../src/store/schema.ts';
import type { Writer } from '../../src/store/store.ts';
import { type InterfaceSpec, makeInterface } from '../../src/vpc/network-interface/make.ts';
import { subnetAddresses } from '../../src/vpc/subnet/addresses.ts';
import type { TestServer } from './server.ts';

/** A VPC with one subnet and one security group, all Available. */
export interface Scene {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly zoneId: string;
}

interface Where {
  readonly accountId?: string;
  readonly zoneId?: string;
  readonly cidr?: string;
  /** The subnet's /64; '' without IPv6. */
  readonly ipv6Cidr?: string;
}

const ids = randomIds(Date.now);
const REGION = 'cn-beijing';
const ZONE = 'cn-beijing-a';

/** Makes a VPC, a subnet (10.0.0.0/24 and IPv6 unless told) and a security group. */
export async function scene(server: TestServer, where: Where = {}): Promise<Scene> {
  const vpcId = await vpcIn(server, where);
  const subnetId = await subnetIn(server, vpcId, where);
  const groupId = await groupIn(server, vpcId, where);
  return { vpcId, subnetId, groupId, zoneId: where.zoneId ?? ZONE };
}

export async function vpcIn(server: TestServer, where: Where = {}): Promise<string> {
  const id = ids.resource('vpc');
  await server.store.write((tx) =>
    tx.insert('vpc', {
      ...resource(server, id, where),
      cidr_block: '10.0.0.0/8',
      ipv6_cidr_block: '2001:db8::/56',
      ipv6_isp: 'BGP',
      dns_servers: '[]',
      route_table_id: '',
      is_default: 0,
    }),
  );
  return id;
}

export async function subnetIn(
  server: TestServer,
  vpcId: string,
  { cidr = '10.0.0.0/24', ipv6Cidr = '2001:db8::/64', ...where }: Where = {},
): Promise<string> {
  const id = ids.resource('subnet');
  await server.store.write((tx) =>
    tx.insert('subnet', {
      ...resource(server, id, where),
      vpc_id: vpcId,
      zone_id: where.zoneId ?? ZONE,
      cidr_block: cidr,
      ipv6_cidr_block: ipv6Cidr,
      is_default: 0,
      ipv4_used: 0,
      ipv4_cursor: 0,
    }),
  );
  return id;
}

export async function groupIn(
  server: TestServer,
  vpcId: string,
  where: Where = {},
): Promise<string> {
  const id = ids.resource('sg');
  await server.store.write((tx) =>
    tx.insert('security_group', {
      ...resource(server, id, where),
      vpc_id: vpcId,
      type: 'normal',
      service_managed: 0,
    }),
  );
  return id;
}

/** A RUNNING instance with its primary interface InUse; `patch` changes the instance's row. */
export async function instanceIn(
  server: TestServer,
  scene: Scene,
  patch: Partial<InstanceRow> = {},
): Promise<{ instanceId: string; primaryId: string }> {
  const id = ids.resource('i', 20);
  const accountId = patch.account_id ?? server.world.defaultAccountId;
  const primaryId = await server.store.write(async (tx) => {
    await tx.insert('instance', {
      ...resource(server, id, { accountId }),
      status: 'RUNNING',
      vpc_id: scene.vpcId,
      subnet_id: scene.subnetId,
      zone_id: scene.zoneId,
      instance_type_id: 'ecs.g3i.large',
      image_id: 'image-debian12x64tenon00',
      hostname: '',
      instance_charge_type: 'PostPaid',
      spot_strategy: 'NoSpot',
      key_pair_name: '',
      stopped_mode: '',
      deletion_protection: 0,
      scheduled_instance_id: '',
      user_data: '',
      http_tokens: 'optional',
      volumes: '[]',
      expires_at: 0,
      ...patch,
    });
    return interfaceIn(server, tx, scene, {
      accountId,
      type: 'primary',
      status: 'InUse',
      instanceId: id,
    });
  });
  return { instanceId: id, primaryId };
}

/** An interface that the API would not make, such as a service-managed one. */
export async function interfaceIn(
  server: TestServer,
  tx: Writer,
  scene: Scene,
  spec: Partial<InterfaceSpec> = {},
): Promise<string> {
  const subnet = await tx.first(subnetAddresses, { id: scene.subnetId });
  if (subnet === undefined) throw new Error(`there is no subnet ${scene.subnetId}`);
  return makeInterface(tx, callOf(server, spec.accountId), {
    accountId: server.world.defaultAccountId,
    type: 'secondary',
    status: 'Available',
    instanceId: null,
    subnet: { ...subnet, zone_id: scene.zoneId },
    projectName: 'default',
    securityGroupIds: [scene.groupId],
    ...spec,
  });
}

/** Changes a row, as a change of state that the API cannot bring about, or not alone. */
export function patchRow<T extends ResourceTable>(
  server: TestServer,
  table: T,
  id: string,
  patch: Partial<Tables[T]>,
): Promise<void> {
  return server.store.write((tx) => tx.update(table, id, patch));
}

/** A call as the gateway makes it, for functions of the house that need one. */
export function callOf(server: TestServer, accountId = server.world.defaultAccountId): Call {
  const region = server.world.region(REGION);
  if (region === undefined) throw new Error(`there is no region ${REGION}`);
  return {
    accountId,
    region,
    requestId: 'test',
    world: server.world,
    ids,
    settlesAt: (_, now) => now,
  };
}

function resource(server: TestServer, id: string, { accountId }: Where) {
  return {
    id,
    account_id: accountId ?? server.world.defaultAccountId,
    region: REGION,
    project_name: 'default',
    name: id,
    description: '',
    status: 'Available',
  };
}

/** Moves the world's clock of a server in manual mode, and settles what is due by then. */
export async function pass(server: TestServer, ms: number): Promise<void> {
  (server.worldClock as ManualClock).advance(ms);
  await server.settled();
}
