import { type Capability, PlaneRefusal } from '#dataplane/driver.ts';
import { type Cleaned, type CleanOptions, clean } from '#dataplane/netns/clean.ts';
import { type PlaneOnHost, planesOnHost } from '#dataplane/netns/on-host.ts';
import { defaultRuntimeFolder } from '#dataplane/netns/plane.ts';
import type { PlaneOptions } from '#dataplane/options.ts';
import { dataPlaneCalled, planeProblems } from '#dataplane/registry.ts';

/*
 * The data planes of this host, without a server: what the command line and the library ask of them.
 */

/** What is wrong with a data plane's name and options, a line each. */
export const dataPlaneProblems = (name: string, options: PlaneOptions): string[] =>
  planeProblems(name, options);

/** What this host can do of a data plane, and why not. Nothing is left of the look. */
export const probeDataPlane = (name: string, options: PlaneOptions): Promise<Capability[]> =>
  dataPlaneCalled(name, options).probe();

/** The data planes of this host, whether a server drives them or not. */
export const dataPlanesOnHost = (rootless: boolean): Promise<PlaneOnHost[]> =>
  planesOnHost(defaultRuntimeFolder(rootless), rootless);

/** Removes what a data plane has made on this host. @throws what `isPlaneRefusal` knows. */
export const cleanDataPlanes = (options: Omit<CleanOptions, 'runtimeFolder'>): Promise<Cleaned> =>
  clean({ ...options, runtimeFolder: defaultRuntimeFolder(options.rootless ?? false) });

/** Whether a data plane will not or cannot, for reasons that its message has, a line each. */
export const isPlaneRefusal = (error: unknown): error is Error => error instanceof PlaneRefusal;
