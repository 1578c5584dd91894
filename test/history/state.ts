/** An interface, as far as operations touch it. */
export interface Eni {
  readonly status: string;
  /** The instance it is on, '' for none. */
  readonly on: string;
  /** Whether it ends with the instance. */
  readonly ends: boolean;
  /** Its secondary addresses, in order. */
  readonly addresses: readonly string[];
  /** Whether it is being removed with its instance, and not by a request of its own. */
  readonly withInstance: boolean;
  /** The instance that the data plane has it in, '' for none. */
  readonly plugged: string;
  /** Whether the data plane refused to plug it since it began to attach. */
  readonly plugRefused: boolean;
}

export interface Instance {
  readonly status: string;
}

/** The limits of a run, which never change. */
export interface Limits {
  /** Interfaces of an instance, the primary one counted. */
  readonly interfaces: number;
  /** Addresses of an interface on an instance, and of one on none; the primary one counts. */
  readonly addresses: number;
  readonly addressesDetached: number;
  /** Whether there is a data plane that acts. */
  readonly plane: boolean;
}

export const FREE: Eni = {
  status: 'Available',
  on: '',
  ends: false,
  addresses: [],
  withInstance: false,
  plugged: '',
  plugRefused: false,
};

/** All interfaces and instances of one run at one moment. Never changes: a change is a new one. */
export class State {
  readonly enis: ReadonlyMap<string, Eni>;
  readonly instances: ReadonlyMap<string, Instance>;
  #key: string | undefined;

  constructor(enis: ReadonlyMap<string, Eni>, instances: ReadonlyMap<string, Instance>) {
    this.enis = enis;
    this.instances = instances;
  }

  /** Equal states have equal keys. */
  get key(): string {
    this.#key ??= this.#makeKey();
    return this.#key;
  }

  /** The same state with one interface changed; undefined removes it. */
  withEni(name: string, change: Partial<Eni> | undefined): State {
    const enis = new Map(this.enis);
    if (change === undefined) enis.delete(name);
    else enis.set(name, { ...(enis.get(name) ?? FREE), ...change });
    return new State(enis, this.instances);
  }

  withInstance(name: string, change: Instance | undefined): State {
    const instances = new Map(this.instances);
    if (change === undefined) instances.delete(name);
    else instances.set(name, change);
    return new State(this.enis, instances);
  }

  /** The names of the interfaces on an instance. */
  on(instance: string): string[] {
    return [...this.enis].flatMap(([name, eni]) => (eni.on === instance ? [name] : []));
  }

  #makeKey(): string {
    const enis = [...this.enis].map(
      ([name, eni]) =>
        `${name} ${sayEni(eni)} ${eni.withInstance ? 'w' : ''}${eni.plugRefused ? 'r' : ''} ${eni.plugged}`,
    );
    const instances = [...this.instances].map(([name, { status }]) => `${name} ${status}`);
    return [...enis.sort(), ...instances.sort()].join('\n');
  }
}

/** What a read shows of an interface, as one line. */
export function sayEni({
  status,
  on,
  ends,
  addresses,
}: Pick<Eni, 'status' | 'on' | 'ends' | 'addresses'>): string {
  const where = on === '' ? '' : ` on ${on}${ends ? ' until it ends' : ''}`;
  return `${status}${where}${addresses.length > 0 ? ` with ${addresses.toSorted().join(' ')}` : ''}`;
}

/** What a read shows of an instance and of what is on it, as one line. */
export function sayInstance(status: string, on: readonly string[]): string {
  return `${status} with ${on.toSorted().join(' ') || 'none'}`;
}
