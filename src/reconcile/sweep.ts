import type { DataPlane } from '#dataplane/driver.ts';

/** Ids of what a data plane may hold. */
export interface Held {
  readonly nics: ReadonlySet<string>;
  readonly instances: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

/**
 * Takes out everything that a data plane holds, or what `only` names, whatever came before: after a
 * reset the ids of seeds begin anew, and so do their fencing tokens.
 */
export async function sweep(dataPlane: DataPlane, only?: Held): Promise<void> {
  const { nics, instances, networks } = await dataPlane.inspect();
  const meant = (ids: readonly string[], among: ReadonlySet<string> | undefined) =>
    among === undefined ? ids : ids.filter((id) => among.has(id));
  const nicIds = nics.map(({ nicId }) => nicId);
  await Promise.all(meant(nicIds, only?.nics).map((id) => dataPlane.unplug(id)));
  await Promise.all(meant(instances, only?.instances).map((id) => dataPlane.removeInstance(id)));
  await Promise.all(meant(networks, only?.networks).map((id) => dataPlane.removeNetwork(id)));
}
