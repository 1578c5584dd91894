/**
 * The data plane's port. A driver knows MACs, addresses and places; it knows no API shape, no
 * account and no status. Every call is idempotent by effect: it looks at what is there, and may be
 * repeated or resumed after a crash at any point. Calls for one NIC are carried out one after the
 * other, in the order in which they were made: an unplug that comes while a plug is under way takes
 * out what the plug put in.
 *
 * Several processes may call one data plane, and a call of one that was held up may come after those
 * of the one that took over. Each call has a fencing token: it grows with every plan that is made
 * for the NIC, by whichever process. A driver keeps the latest token it was called with, also of
 * a NIC that it refused or that is out, for longer than a call can be held up, and throws `Overtaken`
 * instead of carrying out a call of an earlier one.
 */
export interface DataPlane {
  readonly name: string;
  /** Whether it does anything at all: what it need not be asked for settles at once. */
  readonly enabled: boolean;
  /** What this host can do, capability by capability, with the reason for each no. */
  probe(): Promise<Capability[]>;
  /** Resolves only when the NIC is visible inside the instance with its MAC and addresses. */
  plug(nic: PluggedNic, instanceId: string, fencingToken: number): Promise<void>;
  /** Without a token it is carried out whatever came before, and the NIC's tokens are forgotten. */
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

/** Thrown by a driver that will not or cannot: `message` is a reason that a person can act on. */
export class PlaneRefusal extends Error {}

/** Thrown by a driver that was called for the NIC with a later token: it has done nothing. */
export class Overtaken extends Error {}
