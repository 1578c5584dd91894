/**
 * The data plane's port. A driver knows MACs, addresses and places; it knows no API shape, no
 * account and no status. Every call is idempotent by effect: a driver looks at what is there, so a
 * call may be repeated, or resumed after a crash at any point. Calls for one NIC are carried out one
 * after the other, in the order in which they were made: an unplug that arrives during a plug takes
 * out what the plug puts in.
 *
 * Several processes may call one data plane, and a delayed call of one process may arrive after the
 * calls of the process that took over. Each call therefore carries a fencing token, which grows with
 * every plan that any process makes for the NIC. A driver keeps the highest token of each NIC, also
 * of one that it refused or took out, for longer than a call can be delayed. It throws `Overtaken`
 * instead of carrying out a call with a lower token.
 */
export interface DataPlane {
  readonly name: string;
  /** Whether it does anything at all. When false, transitions settle without asking it. */
  readonly enabled: boolean;
  /** What this host can do: each capability, and why one is missing. */
  probe(): Promise<Capability[]>;
  /** Resolves only when the NIC is visible inside the instance with its MAC and addresses. */
  plug(nic: PluggedNic, instanceId: string, fencingToken: number): Promise<void>;
  /** Without a token it is carried out whatever came before, and the NIC's token is forgotten. */
  unplug(nicId: string, fencingToken?: number): Promise<void>;
  /** What is really there. */
  inspect(): Promise<{ nicId: string; instanceId: string }[]>;
}

export interface Capability {
  readonly name: string;
  readonly available: boolean;
  /** Why not; '' when it is. */
  readonly reason: string;
}

export interface PluggedNic {
  readonly id: string;
  readonly networkId: string;
  readonly mac: string;
  readonly addresses: readonly string[];
}

/** Thrown by a driver that will not or cannot: `message` gives a reason that a person can act on. */
export class PlaneRefusal extends Error {}

/** Thrown by a driver that has seen a higher fencing token for the NIC: it has done nothing. */
export class Overtaken extends Error {}
