import type { Network, Nic, Place } from '#core/network.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import { bareNetwork, bareNic, policyOf } from '../support/networks.ts';

/*
 * What is asked of a plane, step by step, while things go wrong; and what must be there after each
 * step, whatever went wrong during it.
 */

const NICS = [1, 2, 3].map((n) =>
  bareNic(n, { primary: n !== 2, addresses: [`10.0.0.1${n}/24`, `fd00::1${n}/64`] }),
);

/** What must be there: which NIC is in which instance, and which instances run. */
export interface Wanted {
  readonly plugged: Readonly<Record<string, string>>;
  readonly running: Readonly<Record<string, boolean>>;
}

export type Step =
  | { readonly do: 'plug'; readonly nicId: string; readonly instanceId: string }
  | { readonly do: 'unplug'; readonly nicId: string }
  | { readonly do: 'run'; readonly instanceId: string; readonly running: boolean }
  | { readonly do: 'remove'; readonly instanceId: string };

export const STEPS: readonly Step[] = [
  { do: 'run', instanceId: 'i-1', running: true },
  { do: 'run', instanceId: 'i-2', running: true },
  { do: 'plug', nicId: 'eni-1', instanceId: 'i-1' },
  { do: 'plug', nicId: 'eni-2', instanceId: 'i-1' },
  { do: 'plug', nicId: 'eni-3', instanceId: 'i-2' },
  { do: 'plug', nicId: 'eni-2', instanceId: 'i-2' },
  { do: 'run', instanceId: 'i-2', running: false },
  { do: 'unplug', nicId: 'eni-1' },
  { do: 'run', instanceId: 'i-2', running: true },
  { do: 'unplug', nicId: 'eni-2' },
  { do: 'plug', nicId: 'eni-1', instanceId: 'i-1' },
  { do: 'remove', instanceId: 'i-2' },
  { do: 'run', instanceId: 'i-2', running: true },
  { do: 'plug', nicId: 'eni-3', instanceId: 'i-2' },
];

/** What must be there after the first `done` steps. */
export function wantedAfter(done: number): Wanted {
  const plugged: Record<string, string> = {};
  const running: Record<string, boolean> = {};
  for (const step of STEPS.slice(0, done)) {
    if (step.do === 'plug') plugged[step.nicId] = step.instanceId;
    else if (step.do === 'unplug') delete plugged[step.nicId];
    else if (step.do === 'run') running[step.instanceId] = step.running;
    else {
      delete running[step.instanceId];
      for (const [nicId, instanceId] of Object.entries(plugged)) {
        if (instanceId === step.instanceId) delete plugged[nicId];
      }
    }
  }
  return { plugged, running };
}

export const nicCalled = (id: string): Nic => {
  const nic = NICS.find((each) => each.id === id);
  if (nic === undefined) throw new Error(`there is no ${id}`);
  return nic;
};

const placeOf = (id: string, running: boolean): Place => ({ id, running, hostname: id });

/** Brings a plane from the state before the step to the one after it. May be repeated. */
export async function carryOut(plane: DataPlane, index: number, token: number): Promise<void> {
  const step = STEPS[index];
  await plane.applyNetwork(networkOf(wantedAfter(index + 1), token));
  if (step?.do === 'plug') await plane.plug(nicCalled(step.nicId), step.instanceId, token);
  if (step?.do === 'unplug') await plane.unplug(step.nicId, token);
  if (step?.do === 'remove') await plane.removeInstance(step.instanceId, token);
  if (step?.do === 'run') await plane.ensureInstance(placeOf(step.instanceId, step.running), token);
}

/** Asks for everything that is wanted, as whoever compares host and store does. */
export async function repair(plane: DataPlane, wanted: Wanted, token: number): Promise<void> {
  const there = await plane.inspect();
  for (const [id, running] of Object.entries(wanted.running)) {
    await plane.ensureInstance(placeOf(id, running), token);
  }
  await plane.applyNetwork(networkOf(wanted, token));
  for (const [nicId, instanceId] of Object.entries(wanted.plugged)) {
    await plane.plug(nicCalled(nicId), instanceId, token);
  }
  for (const { nicId } of there.nics) {
    if (wanted.plugged[nicId] === undefined) await plane.unplug(nicId, token);
  }
  for (const id of there.instances) {
    if (wanted.running[id] === undefined) await plane.removeInstance(id, token);
  }
}

function networkOf({ plugged }: Wanted, revision: number): Network {
  const all = ['0.0.0.0/0', '::/0'].map((block) => ({
    accept: true,
    priority: 1,
    protocol: 'all' as const,
    peer: { blocks: [block] },
  }));
  return bareNetwork({
    revision,
    blocks: ['10.0.0.0/16', 'fd00::/56'],
    subnets: [
      {
        id: 'subnet-1',
        blocks: ['10.0.0.0/24', 'fd00::/64'],
        gateway: '10.0.0.1',
        routeTableId: 'vtb-1',
      },
    ],
    nics: Object.entries(plugged).map(([id, instanceId]) =>
      policyOf(nicCalled(id), instanceId, 'sg-1'),
    ),
    securityGroups: [{ id: 'sg-1', ingress: all, egress: all }],
    routeTables: [{ id: 'vtb-1', routes: [] }],
  });
}
