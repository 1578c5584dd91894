import type { Listener, LoadBalancer, ServerGroup } from './balancer-state.ts';
import type {
  BandwidthPackage,
  DnatEntry,
  Eip,
  Eni,
  Group,
  Instance,
  Model,
  NatGateway,
  Snapshot,
  SnatEntry,
  Subnet,
  Volume,
} from './state.ts';
import { type Account, ALICE, BOB } from './world.ts';

export type Service = 'vpc' | 'ecs' | 'natgateway' | 'clb' | 'storage_ebs';

/** One request, what it must be answered, and what it does when it succeeds. */
export interface Step {
  readonly service: Service;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The code of the refusal that must come; '' for a success. */
  readonly code: string;
  readonly done: (result: Result, look: Look) => void | Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a step reads whatever its action answers
export type Result = any;

/** Asks the server about what it has just made. */
export type Look = (
  service: Service,
  action: string,
  input: Record<string, unknown>,
) => Promise<Result>;

/** Turns choices into a request that the model can judge. */
export type Plan = (model: Model, pick: Picker) => Step;

/** Choices that one number leads to, so that a run can be repeated. */
export class Picker {
  /** Who asks: Alice, most of the time. */
  readonly account: Account;
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
    this.account = this.once(5) ? BOB : ALICE;
  }

  /** A whole number from 0 to `most - 1`. */
  below(most: number): number {
    // The mulberry32 generator.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, most);
  }

  /** Whether the one case of `times` has come. */
  once(times: number): boolean {
    return this.below(times) === times - 1;
  }

  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** Picks one of those that suit best, if there are any, and in one case of `wild` any one. */
  fitting<T>(
    list: readonly T[],
    wild: number,
    ...suiting: readonly ((each: T) => boolean)[]
  ): T | undefined {
    const best = suiting.map((suits) => list.filter(suits)).find((good) => good.length > 0);
    return this.one(this.once(wild) ? list : (best ?? list));
  }
}

/** A resource that a request names; there may be none of that id. */
export interface Named<T> {
  readonly id: string;
  readonly found: T | undefined;
  /** The resource, if it belongs to the account that asks: no account sees what another has. */
  readonly own: T | undefined;
}

/**
 * Names an interface: most often a suitable one of the account's own, now and then one that is gone
 * or never was.
 */
export const anEni = (model: Model, pick: Picker, suits: (eni: Eni) => boolean): Named<Eni> =>
  named(model, pick, model.enis, 'eni-none', suits);

export const anInstance = (
  model: Model,
  pick: Picker,
  suits: (instance: Instance) => boolean,
): Named<Instance> => named(model, pick, model.instances, 'i-none', suits);

export const aSubnet = (
  model: Model,
  pick: Picker,
  suits: (subnet: Subnet) => boolean,
): Named<Subnet> => named(model, pick, model.subnets, 'subnet-none', suits);

export const aGroup = (
  model: Model,
  pick: Picker,
  suits: (group: Group) => boolean,
): Named<Group> => named(model, pick, model.groups, 'sg-none', suits, 25);

export const anEip = (model: Model, pick: Picker, suits: (eip: Eip) => boolean): Named<Eip> =>
  named(model, pick, model.eips, 'eip-none', suits);

export const aBandwidthPackage = (
  model: Model,
  pick: Picker,
  suits: (bandwidthPackage: BandwidthPackage) => boolean,
): Named<BandwidthPackage> => named(model, pick, model.bandwidthPackages, 'bwp-none', suits);

export const aNatGateway = (
  model: Model,
  pick: Picker,
  suits: (gateway: NatGateway) => boolean,
): Named<NatGateway> => named(model, pick, model.natGateways, 'ngw-none', suits);

export const aSnatEntry = (
  model: Model,
  pick: Picker,
  suits: (entry: SnatEntry) => boolean,
): Named<SnatEntry> => named(model, pick, model.snatEntries, 'snat-none', suits);

export const aDnatEntry = (
  model: Model,
  pick: Picker,
  suits: (entry: DnatEntry) => boolean,
): Named<DnatEntry> => named(model, pick, model.dnatEntries, 'dnat-none', suits);

export const aLoadBalancer = (
  model: Model,
  pick: Picker,
  suits: (balancer: LoadBalancer) => boolean,
): Named<LoadBalancer> => named(model, pick, model.loadBalancers, 'clb-none', suits);

export const aServerGroup = (
  model: Model,
  pick: Picker,
  suits: (group: ServerGroup) => boolean,
): Named<ServerGroup> => named(model, pick, model.serverGroups, 'rsp-none', suits);

export const aListener = (
  model: Model,
  pick: Picker,
  suits: (listener: Listener) => boolean,
): Named<Listener> => named(model, pick, model.listeners, 'lsn-none', suits);

export const aVolume = (
  model: Model,
  pick: Picker,
  suits: (volume: Volume) => boolean,
): Named<Volume> => named(model, pick, model.volumes, 'vol-none', suits);

export const aSnapshot = (
  model: Model,
  pick: Picker,
  suits: (snapshot: Snapshot) => boolean,
): Named<Snapshot> => named(model, pick, model.snapshots, 'snap-none', suits);

function named<T extends { readonly id: string; readonly account: Account }>(
  model: Model,
  pick: Picker,
  all: ReadonlyMap<string, T>,
  none: string,
  suits: (each: T) => boolean,
  wild = 8,
): Named<T> {
  if (pick.once(4 * wild)) {
    const prefix = none.slice(0, none.indexOf('-') + 1);
    const past = pick.one(model.past.filter((id) => id.startsWith(prefix)));
    return { id: past ?? none, found: undefined, own: undefined };
  }
  const isOwn = ({ account }: T) => account === pick.account;
  const found = pick.fitting([...all.values()], wild, (each) => isOwn(each) && suits(each), isOwn);
  return { id: found?.id ?? none, found, own: found && isOwn(found) ? found : undefined };
}

/** Instead of one that does not suit, an id that there never was. */
export const elseNone = <T>(
  { id, found, own }: Named<T>,
  suits: (each: T) => boolean,
  none: string,
): Named<T> =>
  found && suits(found) ? { id, found, own } : { id: none, found: undefined, own: undefined };

/** Whether an account has one that suits. */
export const owns = <T extends { readonly account: Account }>(
  all: ReadonlyMap<string, T>,
  account: Account,
  suits: (each: T) => boolean = anyOne,
): boolean => [...all.values()].some((each) => each.account === account && suits(each));

export const anyOne = (): boolean => true;
