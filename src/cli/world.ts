import { makeWorld } from '../world/make.ts';
import type { World } from '../world/world.ts';

/** The world of a file with the resources to start with, or the default one. */
export async function loadWorld(file: string | undefined): Promise<{ world: World }> {
  if (file === undefined) return { world: makeWorld() };
  throw new Error('not yet');
}
