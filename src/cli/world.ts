import type { FaultSpec } from '#faults/spec.ts';
import { makeWorld } from '#world/make.ts';
import { NO_SEEDS, type Seeds } from '#world/seeds.ts';
import type { World } from '#world/world.ts';

/**
 * The world of a file with the resources to start with, or the default one without any.
 * @throws WorldFileError with every problem of the file, a line each.
 */
export async function loadWorld(
  file: string | undefined,
): Promise<{ world: World; seeds: Seeds; faults: readonly FaultSpec[] }> {
  if (file === undefined) return { world: makeWorld(), seeds: NO_SEEDS, faults: [] };
  const { readWorldFile } = await import('#world/file.ts');
  const { judgeFault } = await import('#server.ts');
  return readWorldFile(file, judgeFault);
}
