import { resolve } from 'node:path';
import { deleteControl, putControl, unlessRefused } from './control.ts';
import { UsageError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

interface UnbindOptions extends ControlTokenOptions {
  readonly endpoint: string;
}

export interface BindOptions extends UnbindOptions {
  readonly pid?: number;
  readonly netns?: string;
  readonly container?: string;
}

/** Makes a process, a network namespace or a container the instance. */
export async function bind(instance: string, options: BindOptions): Promise<void> {
  const { pid, netns, container } = options;
  const binding =
    pid !== undefined
      ? { pid }
      : netns !== undefined
        ? { netns: pathOf(netns) }
        : container !== undefined
          ? { container }
          : undefined;
  if (binding === undefined) {
    throw new UsageError('say what the instance is: --pid PID, --netns PATH or --container NAME');
  }
  const [[what, which] = []] = Object.entries(binding);
  const answer = await putControl(
    options.endpoint,
    pathTo(instance),
    binding,
    controlTokenOf(options),
  );
  unlessRefused(answer);
  console.log(`${instance} is ${what} ${which}: its NICs are plugged there.`);
}

/** Ends that: the instance is a network namespace of its own again. */
export async function unbind(instance: string, options: UnbindOptions): Promise<void> {
  const answer = await deleteControl(options.endpoint, pathTo(instance), controlTokenOf(options));
  unlessRefused(answer);
  console.log(`${instance} has a network namespace of its own again.`);
}

const pathTo = (instance: string) => `instances/${encodeURIComponent(instance)}/binding`;

/** `ip netns` knows namespaces by name, and keeps them in one folder. */
const pathOf = (netns: string) => (netns.includes('/') ? resolve(netns) : `/run/netns/${netns}`);
