import type { Server } from 'node:net';
import type { CommandEnd, GuestCommand } from '#core/guest-command.ts';
import type { Network, Nic, Place } from '#core/network.ts';

/**
 * The data plane's port. A driver knows MACs, addresses, routes, rules and places; it knows no API
 * shape, no account and no status. Every call is idempotent by effect: a driver looks at what is
 * there, so a call may be repeated, or resumed after a crash at any point. Calls for one NIC, one
 * instance or one network are carried out one after the other, in the order in which they were
 * made: an unplug that arrives during a plug takes out what the plug puts in. Calls for different
 * ones do not wait for each other, nor do plugs of different NICs into one instance, which get their
 * places there in the order of the calls.
 *
 * Several processes may call one data plane, and a delayed call of one process may arrive after the
 * calls of the process that took over. Each call therefore carries a fencing token, which grows
 * with every plan that any process makes for the NIC or the instance; of a network, its revision.
 * A driver keeps the highest token of each, also of one that it refused or took out, for longer than
 * a call can be delayed. It throws `Overtaken` instead of carrying out a call with a lower token.
 */
export interface DataPlane {
  readonly name: string;
  /** Whether it does anything at all. When false, transitions settle without asking it. */
  readonly enabled: boolean;
  /** What this host can do: each capability, and why one is missing. */
  probe(): Promise<Capability[]>;
  /**
   * Takes hold of the host: nobody else drives this data plane until `close`.
   * @throws PlaneRefusal with one line for each thing that is missing.
   */
  open?(events: PlaneEvents): Promise<void>;
  /** Lets go of the host. NICs and traffic go on. */
  close?(): Promise<void>;
  /** Makes a network as it is described, with all that packets meet, and brings it up to date. */
  applyNetwork(network: Network): Promise<void>;
  /** Takes a network out with everything in it but instances. */
  removeNetwork(networkId: string, fencingToken?: number): Promise<void>;
  /** Makes an instance, or finds the one that is bound, and sets its links up or down. */
  ensureInstance(instance: Place, fencingToken: number): Promise<void>;
  /** Takes an instance out with the NICs in it; one that is bound only loses its NICs. */
  removeInstance(instanceId: string, fencingToken?: number): Promise<void>;
  /** Resolves only when the NIC is visible inside the instance with its MAC and addresses. */
  plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void>;
  /** Without a token it is carried out whatever came before, and the NIC's token is forgotten. */
  unplug(nicId: string, fencingToken?: number): Promise<void>;
  /** Forgets every token, because ids begin anew; what is delayed must not be called any more. */
  forgetTokens?(): void;
  /** What is really there. */
  inspect(): Promise<Inventory>;
  /** Counted since each NIC was plugged. */
  counters?(): Promise<NicCounters[]>;
  /** What each public IPv4 address of the networks carries, counted since it stands for what it does. */
  publicCounters?(): Promise<PublicCounters[]>;
  /**
   * Listens in this process at an address that the network's router has, or will have once the
   * network has been applied. A connection's peer is the address that its NIC sent it from. Whoever is given the server attaches its handler at once. It
   * is closed when the network is gone.
   */
  listenIn?(networkId: string, address: string, port: number): Promise<Server>;
  /** How a command is run inside an instance, or in `internet`; undefined when it is not here. */
  entrance?(place: string): Promise<Entrance | undefined>;
  /** Absent where nobody has asked for commands to be carried out. */
  readonly commands?: GuestCommands | undefined;
}

/**
 * Carries out commands inside of instances. They end with the driver: none outlives `close`, and
 * those of a driver that was killed are ended by the next `open`. Who runs one is not waited for: its
 * end is told, and can be read until it is forgotten.
 */
export interface GuestCommands {
  /**
   * Starts it, unless one of its id has been started or ended before. Resolves when it has begun, or
   * when its end says why it was refused. An instance that stops, or is removed, ends it.
   */
  start(command: GuestCommand, instanceId: string): Promise<void>;
  /**
   * Ends it with all of its process group, if it goes on, and forgets it. It does not begin any more,
   * even when `start` is called later.
   */
  end(commandId: string): Promise<void>;
  /** Those that were started and not forgotten, with the ends of those that have ended. */
  list(): ReadonlyMap<string, CommandEnd | undefined>;
}

export interface Inventory {
  readonly networks: readonly string[];
  readonly instances: readonly string[];
  readonly nics: readonly { readonly nicId: string; readonly instanceId: string }[];
}

/** What a driver tells without being asked. */
export interface PlaneEvents {
  /** A NIC has gone without an unplug: its namespace has ended, or somebody has removed it. */
  nicLost(nicId: string): void;
  /** Another NIC has announced a floating address, and has it now. */
  floated(floatingAddressId: string, nicId: string): void;
  /** A command has ended: `list` says how. */
  commandEnded?(commandId: string): void;
  /** Something failed that no call waits for. */
  failed(error: unknown): void;
}

/** What an instance's NIC received and sent, and what was dropped on the way, and why. */
export interface NicCounters {
  readonly nicId: string;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** What a public address received from the internet and sent there; what was dropped by its bandwidth is not in it. */
export interface PublicCounters {
  /** The id of the public address. */
  readonly id: string;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
}

export type DropReason =
  | 'source-check'
  | 'security-group-egress'
  | 'security-group-ingress'
  | 'network-acl-egress'
  | 'network-acl-ingress'
  | 'no-route'
  | 'bandwidth';

/** A command that runs another command inside: the program, and its arguments up to that command. */
export interface Entrance {
  readonly command: readonly string[];
}

export interface Capability {
  readonly name: string;
  readonly available: boolean;
  /** Why not; '' when it is. */
  readonly reason: string;
}

/**
 * Thrown by a driver that will not or cannot: `message` gives a reason that a person can act on.
 */
export class PlaneRefusal extends Error {}

/**
 * A refusal that is not about a NIC: what its instance is bound to is not there, or is no place for
 * NICs. It may come back, and the NICs with it.
 */
export class PlaceRefusal extends PlaneRefusal {}

/** Thrown by a driver that has seen a higher fencing token: it has done nothing. */
export class Overtaken extends Error {}
