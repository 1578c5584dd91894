import { CommandingPlane } from '../support/commanding-plane.ts';
import { openPlane } from '../support/netns.ts';
import type { CommandSubject } from './command-promises.ts';

const INSTANCES = ['i-1', 'i-2'] as const;

/** Told by the driver, and waited for by a promise. */
function ear() {
  const told: string[] = [];
  let waiting: (() => void)[] = [];
  return {
    told,
    commandEnded(id: string) {
      told.push(id);
      for (const wake of waiting) wake();
      waiting = [];
    },
    nextEnd: () => new Promise<void>((wake) => waiting.push(wake)),
  };
}

const nothing = () => {};

export async function commandsInMemory(plane = new CommandingPlane()): Promise<CommandSubject> {
  const { told, commandEnded, nextEnd } = ear();
  await plane.open({ nicLost: nothing, floated: nothing, failed: nothing, commandEnded });
  for (const id of INSTANCES) await plane.ensureInstance({ id, running: true, hostname: id }, 1);
  return {
    ...{ plane, told, nextEnd },
    instances: INSTANCES,
    missing: 'i-3',
    pass: (ms) => plane.pass(ms),
  };
}

/** A plane in namespaces, which may be opened anew. */
export interface NamespaceSubject extends CommandSubject {
  readonly planeId: string;
  readonly folder: string;
  namespace(id: string): string;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function commandsInNamespaces(runCommands = true): Promise<NamespaceSubject> {
  const { told, commandEnded, nextEnd } = ear();
  const opened = await openPlane({ runCommands }, { commandEnded });
  const { planeId, folder, namespace, restart, remove } = opened;
  for (const id of INSTANCES) {
    await opened.plane.ensureInstance({ id, running: true, hostname: id }, 1);
  }
  return {
    ...{ told, nextEnd, planeId, folder, namespace, restart },
    get plane() {
      return opened.plane as CommandSubject['plane'];
    },
    instances: INSTANCES,
    missing: 'i-3',
    pass: (ms) => opened.clock.advance(ms),
    close: remove,
  };
}
