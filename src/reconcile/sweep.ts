import type { DataPlane } from '#dataplane/driver.ts';

/**
 * Takes out everything that a data plane holds, whatever came before: after a reset the ids of
 * seeds begin anew, and so do their fencing tokens.
 */
export async function sweep(dataPlane: DataPlane): Promise<void> {
  const { nics, instances, networks } = await dataPlane.inspect();
  await Promise.all(nics.map(({ nicId }) => dataPlane.unplug(nicId)));
  await Promise.all(instances.map((id) => dataPlane.removeInstance(id)));
  await Promise.all(networks.map((id) => dataPlane.removeNetwork(id)));
}
