import type { Contract, Contracts, ResourceContract, Schema } from './contracts.ts';

/** A type of resource, with the contracts that it needs. */
export interface Kind extends ResourceContract {
  /** What an item of its list has. */
  readonly item: Schema;
  readonly lister: Contract;
  readonly getter: Contract | undefined;
  /** Its own actions that change something, those that make one first. */
  readonly writers: readonly Contract[];
}

/** Where an id leads. */
export interface Reference {
  readonly kind: Kind;
  /** The field of the resource that has the value: its id, or its name. */
  readonly field: string;
}

/** The types of resources, and what ids and fields say about them. */
export class Kinds {
  readonly all: readonly Kind[];
  readonly #byType: ReadonlyMap<string, Kind>;
  readonly #byPrefix: ReadonlyMap<string, Kind>;
  readonly #actions: readonly Contract[];

  constructor({ actions, resources }: Contracts) {
    this.#actions = actions;
    this.all = resources.flatMap((resource) => {
      const own = actions.filter(
        (each) => each.service === resource.service && each.resource === resource.type,
      );
      const named = (action: string | undefined) => own.find(({ name }) => name === action);
      const lister = named(resource.list.action);
      const item = lister?.result.properties?.[resource.list.items]?.items;
      if (lister === undefined || item === undefined) return [];
      const creates = (each: Contract) => resource.creates.includes(each.name);
      const writers = own.filter(({ kind }) => kind === 'write');
      return [
        {
          ...resource,
          item,
          lister,
          getter: named(resource.get?.action),
          writers: [...writers.filter(creates), ...writers.filter((each) => !creates(each))],
        },
      ];
    });
    this.#byType = new Map(this.all.map((kind) => [kind.type, kind]));
    // The first of two with one prefix stays: an EIP, not the bandwidth of an IPv6 address.
    this.#byPrefix = new Map(
      this.all
        .flatMap((kind) => (kind.idPrefix === null ? [] : [[kind.idPrefix, kind] as const]))
        .reverse(),
    );
  }

  of(type: string | undefined): Kind | undefined {
    return type === undefined ? undefined : this.#byType.get(type);
  }

  /** What an id itself says: `eni-...`; those of a world file may be short: `eni-free`. */
  ofId(id: string): Kind | undefined {
    const [, prefix] = /^([a-z][a-z0-9]*)-[\w-]+$/.exec(id) ?? [];
    return prefix === undefined ? undefined : this.#byPrefix.get(prefix);
  }

  /**
   * What a field or parameter refers to by its name: `SecurityGroupIds`, `AssociatedInstanceId`,
   * `KeyPairName`.
   * @param own the type of what has the field: an `AllocationId` of its own is its own
   */
  ofField(path: string, own?: string): Reference | undefined {
    const name = path.slice(path.lastIndexOf('.') + 1);
    const one = name.endsWith('s') ? name.slice(0, -1) : name;
    const ordered = [this.of(own), ...this.all].filter((kind) => kind !== undefined);
    const named = ordered.find(({ id }) => id !== 'Id' && one === id);
    if (named !== undefined) return { kind: named, field: named.id };
    // Names are ambiguous but for the type's own: `ProjectName`, `KeyPairName`.
    const byName = ordered.find(
      ({ type, name: field }) => field === one && `${inPascal(type)}Name` === one,
    );
    if (byName?.name) return { kind: byName, field: byName.name };
    const within = ordered
      .filter(
        ({ type, id }) =>
          id !== 'Id' &&
          one.length > inPascal(type).length + 2 &&
          one.endsWith(`${inPascal(type)}Id`),
      )
      .sort((a, b) => b.type.length - a.type.length)[0];
    return within && { kind: within, field: within.id };
  }

  /**
   * The actions that may be done to a resource of a type: its own, and those of others that take its
   * id, such as to attach an interface to an instance.
   */
  actionsOn(kind: Kind): {
    readonly own: readonly Contract[];
    readonly others: readonly Contract[];
  } {
    const takes = (action: Contract) => parameterFor(action, kind) !== undefined;
    const writes = this.#actions.filter((each) => each.kind === 'write');
    const isOwn = (each: Contract) => each.service === kind.service && each.resource === kind.type;
    return {
      own: kind.writers.filter((each) => !kind.creates.includes(each.name) && takes(each)),
      others: writes.filter((each) => !isOwn(each) && takes(each)),
    };
  }
}

/** The parameter of an action that takes a resource by its id or name, and whether it takes several. */
export function parameterFor(
  action: Contract,
  kind: Kind,
): { readonly parameter: string; readonly field: string; readonly many: boolean } | undefined {
  const properties = action.parameters.properties ?? {};
  const own = `${inPascal(kind.type)}Name`;
  const foreign = action.resource !== kind.type;
  for (const field of [kind.id, ...(kind.name === own ? [own] : [])]) {
    // Another resource that is made has names of its own, and an `AllocationId` of its own.
    if (foreign && (field === own || !field.startsWith(inPascal(kind.type)))) continue;
    if (field in properties && (field !== own || kind.id === own)) {
      return { parameter: field, field, many: false };
    }
    if (`${field}s` in properties) return { parameter: `${field}s`, field, many: true };
  }
  return undefined;
}

const known = new WeakMap<Contracts, Kinds>();

export function kindsOf(contracts: Contracts): Kinds {
  const kinds = known.get(contracts) ?? new Kinds(contracts);
  known.set(contracts, kinds);
  return kinds;
}

/** `network_interface` as fields are named: `NetworkInterface`. */
export const inPascal = (type: string): string =>
  type.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase());
