import { assignIpv6, assignPrivateIps, unassignIpv6, unassignPrivateIps } from './addresses.ts';
import { associateEip, disassociateEip } from './eips.ts';
import { deleteInstance, runInstances, startInstance, stopInstance } from './instances.ts';
import {
  attachInterface,
  createInterface,
  deleteInterface,
  detachInterface,
  modifyInterface,
} from './interfaces.ts';
import { deleteGroup, deleteSubnet } from './places.ts';
import type { Plan } from './step.ts';

/** Every request that a run is made of, with how often it comes. */
export const PLANS: Readonly<Record<string, { readonly plan: Plan; readonly weight: number }>> = {
  createInterface: { plan: createInterface, weight: 9 },
  attachInterface: { plan: attachInterface, weight: 12 },
  detachInterface: { plan: detachInterface, weight: 7 },
  deleteInterface: { plan: deleteInterface, weight: 3 },
  modifyInterface: { plan: modifyInterface, weight: 3 },
  assignPrivateIps: { plan: assignPrivateIps, weight: 6 },
  unassignPrivateIps: { plan: unassignPrivateIps, weight: 3 },
  assignIpv6: { plan: assignIpv6, weight: 3 },
  unassignIpv6: { plan: unassignIpv6, weight: 2 },
  associateEip: { plan: associateEip, weight: 7 },
  disassociateEip: { plan: disassociateEip, weight: 4 },
  runInstances: { plan: runInstances, weight: 5 },
  startInstance: { plan: startInstance, weight: 3 },
  stopInstance: { plan: stopInstance, weight: 3 },
  deleteInstance: { plan: deleteInstance, weight: 2 },
  deleteSubnet: { plan: deleteSubnet, weight: 1 },
  deleteGroup: { plan: deleteGroup, weight: 1 },
};

/** How many steps of a hundred let time pass instead, and for how long: less and more than any dwell. */
export const TIME = { weight: 26, steps: [100, 500, 1000, 2000, 3000, 10_000] } as const;
