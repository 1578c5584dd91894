import type { Random } from './random.ts';

interface Known {
  readonly value: string;
  /** The VPC of the resource, if the answer named it. */
  readonly vpcId: string | undefined;
}

/** What all parts of a request belong to: a VPC, and perhaps one interface in it. */
export interface Theme {
  readonly vpcId: string | undefined;
  /** Everything that an answer said of the interface, by the names of the fields. */
  readonly said: ReadonlyMap<string, readonly string[]> | undefined;
}

export const NO_THEME: Theme = { vpcId: undefined, said: undefined };

/** The most values that are kept for each name. */
const KEPT = 60;
/** The most rows that are learned from one list of an answer. */
const LEARNED = 20;

/**
 * Values that the server has answered with, by the names of their fields. Nearly valid requests are
 * made from ids that exist, and from ids that belong together.
 */
export class Pool {
  readonly #known: ReadonlyMap<string, Known[]>;
  readonly #interfaces: { vpcId: string | undefined; said: Map<string, string[]> }[] = [];

  /** `names` are the names worth keeping: those of parameters. */
  constructor(names: Iterable<string>) {
    this.#known = new Map([...names, 'VpcId'].map((name) => [fieldOf(name), []]));
  }

  /** Keeps the values of an answer that can be used again. */
  learn(value: unknown, vpcId?: string, name = ''): void {
    if (typeof value === 'string') {
      const known = this.#known.get(name);
      if (known !== undefined && usable(value)) keep(known, { value, vpcId });
    } else if (Array.isArray(value)) {
      for (const each of value.slice(-LEARNED)) this.learn(each, vpcId, fieldOf(name));
    } else if (typeof value === 'object' && value !== null) {
      const own = (value as { VpcId?: string }).VpcId || vpcId;
      if ('MacAddress' in value) this.#learnInterface(value, own);
      for (const [field, each] of Object.entries(value)) this.learn(each, own, field);
    }
  }

  theme(random: Random): Theme {
    if (this.#interfaces.length > 0 && random.chance(0.4)) return random.pick(this.#interfaces);
    const vpcs = this.#known.get('VpcId') ?? [];
    return vpcs.length === 0 ? NO_THEME : { vpcId: random.pick(vpcs).value, said: undefined };
  }

  /** A value that an answer had under the name of this parameter, mostly one of the theme. */
  value(random: Random, name: string, { vpcId, said }: Theme): string | undefined {
    const field = fieldOf(name);
    const own = said?.get(field) ?? [];
    if (own.length > 0 && random.chance(0.9)) return random.pick(own);
    const known = this.#known.get(field) ?? [];
    const near = random.chance(0.9) ? known.filter((each) => each.vpcId === vpcId) : [];
    const choice = near.length > 0 ? near : known;
    return choice.length === 0 ? undefined : random.pick(choice).value;
  }

  #learnInterface(value: object, vpcId: string | undefined): void {
    const said = new Map<string, string[]>();
    const visit = (each: unknown, name: string): void => {
      if (typeof each === 'string') {
        if (usable(each)) said.set(name, [...(said.get(name) ?? []), each]);
      } else if (typeof each === 'object' && each !== null) {
        for (const [field, inner] of Object.entries(each)) {
          visit(inner, Array.isArray(each) ? name : fieldOf(field));
        }
      }
    };
    visit(value, '');
    keep(this.#interfaces, { vpcId, said });
  }
}

function usable(text: string): boolean {
  return text !== '' && text.length <= 64;
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > KEPT) list.shift();
}

/** The name under which answers have the value that a parameter takes. */
function fieldOf(name: string): string {
  return ALIASES[name] ?? name.replace(/(?<=[a-rt-z])s$/, '');
}

const ALIASES: Readonly<Record<string, string>> = {
  SourceGroupId: 'SecurityGroupId',
  DestinationPrefixListId: 'PrefixListId',
  InstanceTypes: 'InstanceTypeId',
  DeviceId: 'InstanceId',
  InstanceID: 'InstanceId',
  IPv6Sets: 'Ipv6Address',
  // What a network ACL is associated with.
  ResourceId: 'SubnetId',
};
