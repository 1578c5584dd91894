import type { DataPlane } from './driver.ts';
import { none } from './none.ts';

/**
 * The drivers, by the names under which `--data-plane` asks for them. Each that does anything keeps
 * the promises of test/dataplane/promises.ts: the suite there runs over this list.
 */
export const DATA_PLANES: Readonly<Record<string, () => DataPlane>> = {
  none: () => none,
};

/** The driver of that name. @throws with a line that lists those there are. */
export function dataPlaneCalled(name: string): DataPlane {
  const open = Object.hasOwn(DATA_PLANES, name) ? DATA_PLANES[name] : undefined;
  if (open === undefined) {
    throw new Error(
      `no data plane is called [${name}]: it is ${Object.keys(DATA_PLANES).join(' or ')}`,
    );
  }
  return open();
}
