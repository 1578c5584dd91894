import { hostname } from 'node:os';
import type { DataPlane } from '#dataplane/driver.ts';
import type { PlaneContext, PlaneOptions } from '#dataplane/options.ts';
import { dataPlaneCalled } from '#dataplane/registry.ts';
import { Networks } from '#reconcile/networks.ts';
import { Plane } from '#reconcile/plane.ts';
import { planeControl } from '#reconcile/plane-control.ts';
import { Repair } from '#reconcile/repair.ts';
import { bindInstance, bindingOfInstance } from '#services/ecs/instance/binding.ts';
import { instancesToEnsure, instanceToEnsure } from '#services/ecs/instance/place.ts';
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
  /** A driver, or the name of one: `none` unless told. */
  readonly dataPlane?: DataPlane | string;
  /** For the driver that `dataPlane` names. */
  readonly planeOptions?: PlaneOptions;
  /** The name of this machine, by which the store remembers where the data plane is. */
  readonly host?: string;
}

/** @throws when there is no driver of that name. */
export function driverOf(
  { dataPlane = 'none', planeOptions }: DataPlaneOptions,
  context: PlaneContext,
): DataPlane {
  if (typeof dataPlane !== 'string') return dataPlane;
  return dataPlaneCalled(dataPlane, planeOptions, context);
}

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
    },
    onFault,
    onRefusal: ({ nicId, reason }) => onPlaneRefusal({ kind: 'repair', resourceId: nicId, reason }),
  });
  const hex = (bytes: number) => Buffer.from(ids.random(bytes)).toString('hex');
  const plane = new Plane({
    store,
    clock,
    dataPlane,
    host: options.host ?? hostname(),
    process: hex(8),
    newPlaneId: () => hex(4),
    repair,
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
    bindings: { of: bindingOfInstance, keep: bindInstance },
    onFault,
  });
  return { dataPlane, networks, repair, plane, control };
}
