import type { Eip, Eni, Group, Instance, Model, Subnet } from './state.ts';
import type { Account } from './world.ts';

/** One request, what it must be answered, and what it does when it succeeds. */
export interface Step {
  readonly account: Account;
  readonly service: 'vpc' | 'ecs';
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
  service: 'vpc' | 'ecs',
  action: string,
  input: Record<string, unknown>,
) => Promise<Result>;

/** Turns choices into a request that the model can judge. */
export type Plan = (model: Model, pick: Pick) => Step;

/** Choices, made of numbers beforehand, so that a run can be repeated and made smaller. */
export class Pick {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** 0 to `most - 1`. */
  below(most: number): number {
    const number = this.#numbers[this.#at % this.#numbers.length] ?? 0;
    this.#at += 1;
    return most <= 0 ? 0 : number % most;
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === times - 1;
  }

  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** One of those that `fit`, if there is any; once in `wild` times any one. */
  fitting<T>(list: readonly T[], fit: (each: T) => boolean, wild: number): T | undefined {
    const good = list.filter(fit);
    return this.once(wild) || good.length === 0 ? this.one(list) : this.one(good);
  }
}

/** A resource that is named in a request, and may be none. */
export interface Named<T> {
  readonly id: string;
  readonly found: T | undefined;
}

/** Names an interface, most often one that fits; now and then one that is gone or never was. */
export const anEni = (model: Model, pick: Pick, fit: (eni: Eni) => boolean): Named<Eni> =>
  named(model, pick, model.enis, 'eni-none', fit);

export const anInstance = (
  model: Model,
  pick: Pick,
  fit: (instance: Instance) => boolean,
): Named<Instance> => named(model, pick, model.instances, 'i-none', fit);

export const aSubnet = (
  model: Model,
  pick: Pick,
  fit: (subnet: Subnet) => boolean,
): Named<Subnet> => named(model, pick, model.subnets, 'subnet-none', fit);

export const aGroup = (model: Model, pick: Pick, fit: (group: Group) => boolean): Named<Group> =>
  named(model, pick, model.groups, 'sg-none', fit, 25);

export const anEip = (model: Model, pick: Pick, fit: (eip: Eip) => boolean): Named<Eip> =>
  named(model, pick, model.eips, 'eip-none', fit);

function named<T extends { readonly id: string }>(
  model: Model,
  pick: Pick,
  all: ReadonlyMap<string, T>,
  none: string,
  fit: (each: T) => boolean,
  wild = 8,
): Named<T> {
  if (pick.once(4 * wild)) {
    const prefix = none.slice(0, none.indexOf('-') + 1);
    const past = pick.one(model.past.filter((id) => id.startsWith(prefix)));
    return { id: past ?? none, found: undefined };
  }
  const found = pick.fitting([...all.values()], fit, wild);
  return { id: found?.id ?? none, found };
}

/** Alice, most of the time. */
export const anAccount = (pick: Pick): Account => (pick.once(5) ? 'bob' : 'alice');

/** What the account can see of it. */
export function own<T extends { readonly account: Account }>(
  account: Account,
  { found }: Named<T>,
): T | undefined {
  return found?.account === account ? found : undefined;
}
