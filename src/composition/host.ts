import { type Capability, PlaneRefusal } from '#dataplane/driver.ts';
import type { Cleaned, CleanOptions } from '#dataplane/netns/clean.ts';
import type { PlaneOnHost } from '#dataplane/netns/on-host.ts';
import type { PlaneOptions } from '#dataplane/options.ts';
import { dataPlaneCalled, type MakeDataPlane, planeProblems, probed } from '#dataplane/registry.ts';

/*
 * The data planes of this host: what the command line and the library ask of them. What a driver is
 * made of is loaded by whoever asks for one, and by no other server.
 */

/** What is wrong with a data plane's name and options, a line each. */
export const dataPlaneProblems = (name: string, options: PlaneOptions): string[] =>
  planeProblems(name, options);

/** What a server is given that drives a data plane. @throws when there is none of that name */
export const loadDataPlane = (name: string, options: PlaneOptions): Promise<MakeDataPlane> =>
  dataPlaneCalled(name, options);

/** What this host can do of a data plane, and why not. Nothing is left of the look. */
export const probeDataPlane = async (name: string, options: PlaneOptions): Promise<Capability[]> =>
  probed(await dataPlaneCalled(name, options)).probe();

/** The data planes of this host, whether a server drives them or not. */
export async function dataPlanesOnHost(rootless: boolean): Promise<PlaneOnHost[]> {
  const { planesOnHost } = await import('#dataplane/netns/on-host.ts');
  return planesOnHost(await runtimeFolder(rootless), rootless);
}

/** Removes what a data plane has made on this host. @throws what `isPlaneRefusal` knows. */
export async function cleanDataPlanes(
  options: Omit<CleanOptions, 'runtimeFolder'>,
): Promise<Cleaned> {
  const { clean } = await import('#dataplane/netns/clean.ts');
  return clean({ ...options, runtimeFolder: await runtimeFolder(options.rootless ?? false) });
}

async function runtimeFolder(rootless: boolean): Promise<string> {
  const { defaultRuntimeFolder } = await import('#dataplane/netns/plane.ts');
  return defaultRuntimeFolder(rootless);
}

/** Whether a data plane will not or cannot, for reasons that its message has, a line each. */
export const isPlaneRefusal = (error: unknown): error is Error => error instanceof PlaneRefusal;
