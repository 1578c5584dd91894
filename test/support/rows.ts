import type { Context } from '#core/context.ts';
import { randomIds } from '#platform/ids.ts';
import { type InterfaceSpec, makeInterface } from '#services/vpc/network-interface/make.ts';
import { subnetAddresses } from '#services/vpc/subnet/addresses.ts';
import type { ResourceTable, Tables } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import type { Scene } from './scene.ts';
import type { TestServer } from './server.ts';

/*
 * These write to the store what cannot be made through the API alone.
 */

const REGION = 'cn-beijing';

const ids = randomIds(Date.now);

/**
 * Makes an interface that the API would not make, such as a service-managed one. It is Available
 * unless `spec` says otherwise.
 */
export async function insertInterface(
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

/** Changes a resource's row. */
export function patchRow<T extends ResourceTable>(
  server: TestServer,
  table: T,
  id: string,
  patch: Partial<Tables[T]>,
): Promise<void> {
  return server.store.write((tx) => tx.update(table, id, patch));
}

/** A call as the gateway makes it, for functions of the services that need one. */
export function callOf(server: TestServer, accountId = server.world.defaultAccountId): Context {
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
