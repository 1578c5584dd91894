import type { Random } from './random.ts';

interface Known {
  readonly value: string;
  /** The VPC of the resource that it is of, where its answer said so. */
  readonly vpcId: string | undefined;
}

/** Of each name. */
const KEPT = 60;
/** Of one list in an answer. */
const LEARNED = 20;

/**
 * What the server has answered with, by the names of the fields: near-valid requests are made of
 * ids that exist, and of ids that belong together.
 */
export class Pool {
  readonly #known: ReadonlyMap<string, Known[]>;

  /** `names` are those worth keeping: the names of parameters. */
  constructor(names: Iterable<string>) {
    this.#known = new Map([...names, 'VpcId'].map((name) => [fieldOf(name), []]));
  }

  /** Takes what can be used again out of an answer. */
  learn(value: unknown, vpcId?: string, name = ''): void {
    if (typeof value === 'string') {
      const known = this.#known.get(name);
      if (known === undefined || value === '' || value.length > 64) return;
      known.push({ value, vpcId });
      if (known.length > KEPT) known.shift();
    } else if (Array.isArray(value)) {
      const field = fieldOf(name);
      for (const each of value.slice(-LEARNED)) this.learn(each, vpcId, field);
    } else if (typeof value === 'object' && value !== null) {
      const own = (value as { VpcId?: string }).VpcId || vpcId;
      for (const [field, each] of Object.entries(value)) this.learn(each, own, field);
    }
  }

  /** A VPC for the parts of one request to agree on. */
  theme(random: Random): string | undefined {
    const vpcs = this.#known.get('VpcId') ?? [];
    return vpcs.length === 0 ? undefined : random.pick(vpcs).value;
  }

  /** A value that an answer had under the name of this parameter, mostly one of the VPC given. */
  value(random: Random, name: string, vpcId: string | undefined): string | undefined {
    const known = this.#known.get(fieldOf(name)) ?? [];
    const near = random.chance(0.9)
      ? known.filter((each) => each.vpcId === undefined || each.vpcId === vpcId)
      : known;
    return near.length === 0 ? undefined : random.pick(near).value;
  }
}

/** Under which name answers have what a parameter asks for. */
function fieldOf(name: string): string {
  return ALIASES[name] ?? name.replace(/(?<=[a-z])s$/, '');
}

const ALIASES: Readonly<Record<string, string>> = {
  SourceGroupId: 'SecurityGroupId',
  InstanceTypes: 'InstanceTypeId',
  DnsServers: 'DnsServers',
};
