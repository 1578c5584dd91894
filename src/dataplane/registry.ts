import type { DataPlane } from './driver.ts';
import { none } from './none.ts';
import type { PlaneContext, PlaneOptions } from './options.ts';

/** Makes a driver for whoever starts it. */
export type MakeDataPlane = (context: PlaneContext) => DataPlane;

/**
 * The drivers, by the names under which `--data-plane` asks for them. Each that does anything keeps
 * the promises of test/dataplane/promises.ts: the suite there runs over this list. What a driver is
 * made of is loaded when it is asked for.
 */
export const DATA_PLANES: Readonly<
  Record<string, (options: PlaneOptions) => Promise<MakeDataPlane>>
> = {
  none: async () => () => none,
  async netns(options) {
    const { NetnsPlane } = await import('./netns/plane.ts');
    return (context) => new NetnsPlane({ ...options, context });
  },
};

/** Of a data plane that is only probed. */
const NEVER_OPENED: PlaneContext = {
  planeId() {
    throw new Error('this data plane was made to be probed: it cannot be opened');
  },
  wakeAfter: () => () => {},
};

/**
 * What makes the driver of that name.
 * @throws with a line that lists those there are
 */
export async function dataPlaneCalled(
  name: string,
  options: PlaneOptions = {},
): Promise<MakeDataPlane> {
  const load = Object.hasOwn(DATA_PLANES, name) ? DATA_PLANES[name] : undefined;
  if (load === undefined) throw new Error(unknownPlane(name));
  return load(options);
}

/** A driver that can be probed and no more. */
export const probed = (make: MakeDataPlane): DataPlane => make(NEVER_OPENED);

/** What is wrong with a choice of data plane, a line each; none when it can be tried. */
export function planeProblems(name: string, options: PlaneOptions): string[] {
  if (!Object.hasOwn(DATA_PLANES, name)) return [unknownPlane(name)];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (name === 'none') {
    return given.map(([option]) => `${option} is for a data plane that carries packets: netns`);
  }
  const { rootless, uplink } = options;
  return [
    uplink !== undefined && !/^[^\s/]{1,15}$/.test(uplink) && `[${uplink}] is no name of a device`,
    uplink !== undefined &&
      rootless &&
      'rootless and uplink exclude each other: an uplink is a device of the host, which needs root',
  ].filter((problem) => problem !== false && problem !== undefined);
}

const unknownPlane = (name: string) =>
  `no data plane is called [${name}]: it is ${Object.keys(DATA_PLANES).join(' or ')}`;
