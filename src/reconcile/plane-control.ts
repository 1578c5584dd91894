import type { Binding } from '#core/network.ts';
import { type DataPlane, type NicCounters, PlaneRefusal } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import type { Reader, Store, Writer } from '#store/store.ts';
import type { Plane } from './plane.ts';
import { viewPlane } from './plane-view.ts';
import type { PublicTraffic } from './public-traffic.ts';
import type { Repair } from './repair.ts';

export interface PlaneControlOptions {
  readonly store: Store;
  /** The real clock. */
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  readonly plane: Plane;
  readonly repair: Repair;
  readonly traffic: PublicTraffic;
  readonly isEip: (tx: Reader, id: string) => Promise<boolean>;
  readonly bindings: {
    /** Undefined when there is no such instance. */
    of(tx: Reader, id: string): Promise<{ readonly binding: Binding | undefined } | undefined>;
    keep(tx: Writer, id: string, binding: Binding | undefined): Promise<boolean>;
  };
  readonly onFault: (error: unknown) => void;
}

/** What the control API asks of the data plane, of which this process may not be the one that drives it. */
export function planeControl(options: PlaneControlOptions) {
  const { store, clock, dataPlane, plane, repair, traffic, isEip, bindings, onFault } = options;
  const isOurs = () => plane.duty === 'ours';

  return {
    planeName: dataPlane.name,

    /** What the data plane is and can do, and who drives it. */
    plane: async () => ({
      name: dataPlane.name,
      capabilities: await dataPlane.probe(),
      ...viewPlane(plane.carrier, clock.now()),
      ...(isOurs() && { repairs: repair.counts }),
    }),

    /** What the NICs in an instance count; undefined when the instance is not in this data plane. */
    nicsOf: async (instanceId: string) =>
      isOurs() ? countersIn(dataPlane, instanceId) : undefined,

    /** What an EIP carries, as it is now; undefined when there is none of that id. */
    async trafficOfEip(id: string) {
      if (!(await store.read((tx) => isEip(tx, id)))) return undefined;
      const isCounted = isOurs() && traffic.counts;
      if (isCounted) await traffic.look();
      return { notCounted: isCounted ? '' : notCounted(dataPlane, plane), ...traffic.of(id) };
    },

    bindingOf: (id: string) => store.read((tx) => bindings.of(tx, id)),

    /**
     * Binds an instance, or ends that, and resolves when its NICs are in. When the data plane
     * refuses, the binding is as it was.
     */
    async bind(
      id: string,
      binding: Binding | undefined,
    ): Promise<'done' | 'no such instance' | { readonly refused: string }> {
      const before = await store.read((tx) => bindings.of(tx, id));
      if (before === undefined) return 'no such instance';
      await store.write((tx) => bindings.keep(tx, id, binding));
      if (!isOurs()) return 'done';
      try {
        await repair.ensureInstance(id);
        return 'done';
      } catch (error) {
        if (!(error instanceof PlaneRefusal)) throw error;
        await store.write((tx) => bindings.keep(tx, id, before.binding));
        await repair.ensureInstance(id).catch(onFault);
        return { refused: error.message };
      }
    },

    /** The command that runs another inside an instance, or in `internet`; undefined if it cannot. */
    entrance: async (place: string) =>
      isOurs() ? (await dataPlane.entrance?.(place))?.command : undefined,

    /** Why `entrance` has nothing to say; '' when the place is simply not there. */
    withoutEntrance() {
      if (dataPlane.entrance === undefined) return `the data plane is ${dataPlane.name}`;
      return isOurs() ? '' : 'another process has the data plane';
    },
  };
}

function notCounted(dataPlane: DataPlane, plane: Plane): string {
  if (!dataPlane.enabled && plane.duty === 'nobody') {
    return 'no data plane is configured: EIPs are recorded, and carry nothing';
  }
  if (plane.duty !== 'ours') return 'another process has the data plane: ask it';
  return `the data plane ${dataPlane.name} counts nothing of EIPs`;
}

async function countersIn(
  dataPlane: DataPlane,
  instanceId: string,
): Promise<NicCounters[] | undefined> {
  const [{ instances, nics }, counters = []] = await Promise.all([
    dataPlane.inspect(),
    dataPlane.counters?.(),
  ]);
  if (!instances.includes(instanceId)) return undefined;
  const counted = new Map(counters.map((each) => [each.nicId, each]));
  return nics
    .filter((nic) => nic.instanceId === instanceId)
    .map(({ nicId }) => counted.get(nicId) ?? { nicId, ...NOTHING_COUNTED });
}

const NOTHING_COUNTED = {
  receivedBytes: 0,
  receivedPackets: 0,
  sentBytes: 0,
  sentPackets: 0,
  dropped: {},
};
