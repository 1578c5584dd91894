import { hostname } from 'node:os';
import type { DataPlane } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import type { PlaneContext } from '#dataplane/options.ts';
import type { MakeDataPlane } from '#dataplane/registry.ts';
import { Networks } from '#reconcile/networks.ts';
import { Plane } from '#reconcile/plane.ts';
import { planeControl } from '#reconcile/plane-control.ts';
import { PublicTraffic } from '#reconcile/public-traffic.ts';
import { Repair } from '#reconcile/repair.ts';
import { bindInstance, bindingOfInstance } from '#services/ecs/instance/binding.ts';
import { instancesToEnsure, instanceToEnsure } from '#services/ecs/instance/place.ts';
import { commandsWanted, keepCommandEnd } from '#services/ecs/invocation/in-guest.ts';
import { eipIsThere } from '#services/vpc/eip/network.ts';
import { keepTraffic } from '#services/vpc/eip/traffic.ts';
import { keepHolder } from '#services/vpc/ha-vip/holder.ts';
import {
  giveUpAttachment,
  heldNics,
  keepRefusalOf,
  plugAgain,
  unplugStray,
} from '#services/vpc/network-interface/repair.ts';
import { networkIds, networkOf } from '#services/vpc/vpc/network.ts';
import { networksOfTouch } from '#services/vpc/vpc/touched-networks.ts';
import type { Foundation } from './foundation.ts';
import type { Observers } from './observers.ts';

export interface DataPlaneOptions {
  /** A driver, or what makes one, as `loadDataPlane` finds it by its name; none unless told. */
  readonly dataPlane?: DataPlane | MakeDataPlane;
  /** The name of this machine, by which the store remembers where the data plane is. */
  readonly host?: string;
}

export const driverOf = (
  { dataPlane = none }: DataPlaneOptions,
  context: PlaneContext,
): DataPlane => (typeof dataPlane === 'function' ? dataPlane(context) : dataPlane);

/** The driver, who drives it, and what is asked of it. */
export interface PlaneParts {
  readonly dataPlane: DataPlane;
  readonly networks: Networks;
  readonly repair: Repair;
  readonly plane: Plane;
  /** What the control API asks of the data plane. */
  readonly control: ReturnType<typeof planeControl>;
}

/** Has the data plane be as the store says, by way of the services that own the rows. */
export function createPlane(
  options: DataPlaneOptions,
  { store, clock, ids }: Foundation,
  parts: {
    readonly dataPlane: DataPlane;
    readonly observers: Observers;
    /** Called when this process takes the data plane over, or leaves it to another. */
    readonly onDuty: () => void;
  },
): PlaneParts {
  const { dataPlane, observers, onDuty } = parts;
  const { onFault, onPlaneRefusal } = observers;
  const networks = new Networks(store, dataPlane, {
    load: networkOf,
    touchedBy: networksOfTouch,
  });
  const repair = new Repair({
    store,
    dataPlane,
    networks,
    wanted: {
      networks: networkIds,
      places: instancesToEnsure,
      place: instanceToEnsure,
      nics: heldNics,
      plug: plugAgain,
      unplug: unplugStray,
      giveUp: giveUpAttachment,
      keepRefusal: keepRefusalOf,
      commands: commandsWanted,
      keepCommandEnd,
    },
    onFault,
    onRefusal: ({ nicId, reason }) => onPlaneRefusal({ kind: 'repair', resourceId: nicId, reason }),
  });
  const hex = (bytes: number) => Buffer.from(ids.random(bytes)).toString('hex');
  const traffic = new PublicTraffic({ store, dataPlane, clock, keep: keepTraffic });
  const plane = new Plane({
    store,
    clock,
    dataPlane,
    host: options.host ?? hostname(),
    process: hex(8),
    newPlaneId: () => hex(4),
    repair,
    traffic,
    onDuty,
    keepHolder,
    onFault,
  });
  const control = planeControl({
    store,
    clock,
    dataPlane,
    plane,
    repair,
    traffic,
    isEip: eipIsThere,
    bindings: { of: bindingOfInstance, keep: bindInstance },
    onFault,
  });
  return { dataPlane, networks, repair, plane, control };
}
