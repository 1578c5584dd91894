/**
 * What the checker must know of a state machine. It is pure, and small enough to try every order.
 */
export interface Spec<S, O> {
  /** The states that may follow when `operation` takes effect, with its answer, in `state`. */
  step(state: S, operation: O): readonly S[];
  /** Whether an operation, with its answer, leaves everything as it is. */
  isIdle(operation: O): boolean;
  /** Equal for equal states, different for others. */
  keyOf(state: S): string;
}

/** An operation's beginning and end, in the order of all that was recorded. */
export interface Interval {
  readonly from: number;
  /** Infinity if the operation may take effect at any time after its beginning, or never. */
  readonly to: number;
}

export type Verdict<S, O> =
  | { readonly linearizable: true; readonly states: readonly S[] }
  /** No order explains what `operation` was answered; `states` are those that were possible before. */
  | { readonly linearizable: false; readonly operation: O; readonly states: readonly S[] };

/** One explanation of the answers so far. */
interface Configuration<S> {
  readonly state: S;
  /** The operations that have taken effect and have not ended, a bit for each. */
  readonly done: bigint;
}

/** With more, the check would take too long: the history has too many operations at once. */
const MOST_CONFIGURATIONS = 500_000;

/**
 * Whether there is an order, one operation after the other, that explains every answer and in which
 * nothing takes effect before it began or after it ended. The algorithm is the just-in-time
 * linearization of Lowe (Testing for linearizability, 2017): every configuration that explains the
 * answers so far is kept, and at each end operations in flight take effect only as far as it needs.
 *
 * @throws when there are too many ways to follow.
 */
export function check<S, O extends Interval>(
  spec: Spec<S, O>,
  initial: S,
  operations: readonly O[],
): Verdict<S, O> {
  const flight = new Flight<O>();
  let configurations: Configuration<S>[] = [{ state: initial, done: 0n }];
  for (const { operation, ends } of events(operations)) {
    if (!ends) {
      flight.begin(operation);
      continue;
    }
    const after = explain(spec, configurations, flight, operation);
    if (after.length === 0) {
      return { linearizable: false, operation, states: distinct(spec, configurations) };
    }
    configurations = after;
    flight.end(operation);
  }
  return { linearizable: true, states: distinct(spec, configurations) };
}

/** Operations that have begun and not ended, each with its bit. */
class Flight<O> {
  readonly bits = new Map<O, bigint>();

  begin(operation: O): void {
    const taken = new Set(this.bits.values());
    let bit = 1n;
    while (taken.has(bit)) bit <<= 1n;
    this.bits.set(operation, bit);
  }

  end(operation: O): void {
    this.bits.delete(operation);
  }
}

/** The configurations that there are once `ending` has taken effect. */
function explain<S, O extends Interval>(
  spec: Spec<S, O>,
  before: readonly Configuration<S>[],
  { bits }: Flight<O>,
  ending: O,
): Configuration<S>[] {
  const own = bits.get(ending) ?? 0n;
  const seen = new Set<string>();
  const explained = new Map<string, Configuration<S>>();
  const open = [...before];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const now = absorb(spec, next, bits);
    const key = `${now.done} ${spec.keyOf(now.state)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_CONFIGURATIONS) throw new Error('too many ways to explain the history');
    if (now.done & own) {
      const without = now.done & ~own;
      explained.set(`${without} ${spec.keyOf(now.state)}`, { state: now.state, done: without });
      continue;
    }
    for (const [operation, bit] of bits) {
      if (now.done & bit) continue;
      for (const state of spec.step(now.state, operation)) {
        open.push({ state, done: now.done | bit });
      }
    }
  }
  return [...explained.values()];
}

/**
 * Operations in flight that change nothing take effect as soon as they can: whatever may follow
 * without them may follow after them, too.
 */
function absorb<S, O extends Interval>(
  spec: Spec<S, O>,
  { state, done }: Configuration<S>,
  bits: ReadonlyMap<O, bigint>,
): Configuration<S> {
  const key = spec.keyOf(state);
  let absorbed = done;
  for (const [operation, bit] of bits) {
    if (absorbed & bit || !spec.isIdle(operation)) continue;
    if (spec.step(state, operation).some((next) => spec.keyOf(next) === key)) absorbed |= bit;
  }
  return { state, done: absorbed };
}

function distinct<S, O>(spec: Spec<S, O>, configurations: readonly Configuration<S>[]): S[] {
  return [...new Map(configurations.map(({ state }) => [spec.keyOf(state), state])).values()];
}

interface Event<O> {
  readonly at: number;
  readonly ends: boolean;
  readonly operation: O;
}

function events<O extends Interval>(operations: readonly O[]): Event<O>[] {
  return operations
    .flatMap((operation) => [
      { at: operation.from, ends: false, operation },
      ...(operation.to === Number.POSITIVE_INFINITY
        ? []
        : [{ at: operation.to, ends: true, operation }]),
    ])
    .sort((a, b) => a.at - b.at);
}
