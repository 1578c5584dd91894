import type { Outcome, PlanePlan, PlaneWork } from '#core/transition.ts';
import { type DataPlane, Overtaken, PlaneRefusal } from '#dataplane/driver.ts';
import type { Networks } from './networks.ts';

export const DONE: Outcome = { done: true };
const DONE_BY_PLANE: Outcome = { done: true, byPlane: true };

/**
 * Has the data plane carry out a plan. In one that plugs a NIC a refusal is the outcome. In any
 * other it is not: a NIC must be out before anybody is told that it is. Then it is thrown like any
 * other error of the driver, and the plan is carried out again.
 */
export async function carryOut(
  plane: DataPlane,
  networks: Networks | undefined,
  plan: PlanePlan,
): Promise<Outcome> {
  const plugs = plan.some((step) => step.some((work) => work.do === 'plug'));
  for (const step of plan) {
    const ends = await Promise.allSettled(step.map((work) => act(plane, networks, work)));
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    const other = failures.find((reason) => !(plugs && reason instanceof PlaneRefusal));
    if (other !== undefined) throw other;
    const [refusal] = failures;
    if (refusal !== undefined) return { done: false, reason: refusal.message };
  }
  return DONE_BY_PLANE;
}

/** A place with a later token has been made: with it, what this one says. */
function unlessOvertaken(error: unknown): void {
  if (!(error instanceof Overtaken)) throw error;
}

async function act(
  plane: DataPlane,
  networks: Networks | undefined,
  work: PlaneWork,
): Promise<void> {
  switch (work.do) {
    case 'network':
      return networks?.apply(work.networkId);
    case 'ensure':
      return plane.ensureInstance(work.instance, work.fencingToken).catch(unlessOvertaken);
    case 'remove':
      return plane.removeInstance(work.instanceId, work.fencingToken);
    case 'plug':
      return plane.plug(work.nic, work.instanceId, work.fencingToken);
    case 'unplug':
      return plane.unplug(work.nicId, work.fencingToken);
    case 'start':
      return plane.commands?.start(work.command, work.instanceId);
    case 'end':
      return plane.commands?.end(work.commandId);
  }
}
