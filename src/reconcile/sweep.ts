import type { DataPlane } from '#dataplane/driver.ts';

/** Ids of what a data plane may hold. */
export interface Held {
  readonly nics: readonly string[];
  readonly instances: readonly string[];
  readonly networks: readonly string[];
}

/**
 * Takes out everything that a data plane holds, whatever came before: after a reset, and in a
 * snapshot, ids come again, and with them lower fencing tokens.
 */
export async function sweepAll(dataPlane: DataPlane): Promise<void> {
  const { nics, instances, networks } = await dataPlane.inspect();
  await sweep(dataPlane, { nics: nics.map(({ nicId }) => nicId), instances, networks });
  dataPlane.forgetTokens?.();
}

/** The same for some of it: also for what it does not hold, whose tokens it remembers. */
export async function sweep(
  dataPlane: DataPlane,
  { nics, instances, networks }: Held,
): Promise<void> {
  await Promise.all(nics.map((id) => dataPlane.unplug(id)));
  await Promise.all(instances.map((id) => dataPlane.removeInstance(id)));
  await Promise.all(networks.map((id) => dataPlane.removeNetwork(id)));
}
