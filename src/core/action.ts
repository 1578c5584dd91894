import * as z from 'zod';
import { once } from '#platform/once.ts';
import type { Isolation, Reader, Writer } from '#store/store.ts';
import type { Context } from './context.ts';
import { type Refusal, Refused } from './refusal.ts';
import type { Verdict } from './verdict.ts';

/**
 * What an action is: its contract as data, and how it is performed in one transaction.
 * Make one with {@link readAction} or {@link writeAction}.
 */
export type Action = ReadAction | WriteAction;

interface ActionContract {
  readonly name: string;
  /** One line for docs/actions.md. */
  readonly summary: string;
  readonly parameters: z.ZodObject;
  readonly result: z.ZodObject;
  /** Every refusal of its own that it can give, in the order in which its rules are checked. */
  readonly refusals: readonly Refusal[];
  /** What its rules refuse, in order, and which parameter each rule judges. */
  readonly judgements: readonly Judgement[];
  /** Documented parameters that are accepted and change nothing that any answer shows. */
  readonly inert: Inert;
  /** Fields of its answer that are told once and kept nowhere, not even for a ClientToken. */
  readonly secrets: readonly string[];
  /** Its answer carries an `AsyncTaskId`, for GetAsyncTaskStatus. */
  readonly asyncTask: boolean;
  /** The kinds of the transitions that it may schedule. */
  readonly begins: readonly string[];
}

/** An action that changes nothing, and has no preconditions. */
export interface ReadAction extends ActionContract {
  readonly kind: 'read';
  /** @throws Refused and nothing else, but for faults of the engine. */
  perform(tx: Reader, input: unknown, context: Context): Promise<object>;
}

/** An action that changes something, where its preconditions hold. */
export interface WriteAction extends ActionContract {
  readonly kind: 'write';
  readonly isolation: Isolation;
  /**
   * Makes what the action needs before its transaction, if anything: see
   * {@link WriteDefinition.prepare}. Called only for a request that `check` lets pass.
   */
  readonly prepare: ((input: unknown, context: Context) => Promise<unknown>) | undefined;
  /** Judges the preconditions and changes nothing. @throws Refused. */
  check(tx: Reader, input: unknown, context: Context): Promise<void>;
  /**
   * `prepared` is what `prepare` made: the same value each time the transaction is tried.
   * @throws Refused and nothing else, but for faults of the engine.
   */
  perform(tx: Writer, input: unknown, context: Context, prepared: unknown): Promise<object>;
  /** Every precondition with its verdict; changes nothing. */
  explain(tx: Reader, input: unknown, context: Context): Promise<Verdict[]>;
}

/**
 * Why a parameter changes nothing. The key is its name, or its path for a nested one:
 * `CpuOptions.Numa`.
 */
export type Inert = Readonly<Record<string, string>>;

/** What a rule refuses. */
export interface Judgement {
  readonly refusal: Refusal;
  /** The parameter that the rule judges, if it judges one; '*' when the request decides which. */
  readonly parameter: string | undefined;
}

/** One precondition: the refusal that it leads to, and the test for it. Pure. */
export interface Rule<F> {
  readonly refusal: Refusal;
  /**
   * The parameter that the rule judges, as the contract names it, if it judges one: `Volumes.Size`.
   */
  readonly parameter?: string | ((facts: F) => string) | undefined;
  /** Arguments for the refusal's message. */
  readonly args?: (facts: F) => string[];
  /** True when the precondition is broken; undefined when a missing fact leaves it open. */
  readonly broken: (facts: F) => boolean | undefined;
  /** The fact that decides, in words: "eni-1 is InUse". */
  readonly because: (facts: F) => string;
}

/**
 * What an action takes and answers are made when they are first asked for: to make those of every
 * action would be a good part of a start.
 */
interface Contract<P extends z.ZodObject, R extends z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly parameters: () => P;
  readonly result: () => R;
  readonly inert?: Inert;
}

export interface ReadDefinition<P extends z.ZodObject, R extends z.ZodObject>
  extends Contract<P, R> {
  readonly refusals?: readonly Refusal[];
  readonly view: (tx: Reader, input: z.infer<P>, context: Context) => Promise<z.infer<R>>;
}

export interface WriteDefinition<P extends z.ZodObject, R extends z.ZodObject, F, M = undefined>
  extends Contract<P, R> {
  /** The answer carries an `AsyncTaskId`: the gateway adds it. */
  readonly asyncTask?: true;
  /**
   * Makes what takes long to make, such as a key. It runs before the transaction, because other
   * requests wait for that; once, however often the transaction is tried; and not at all when the
   * rules already refuse the request. It must not block the event loop, and must hold nothing that
   * would have to be given back.
   */
  readonly prepare?: (input: z.infer<P>, context: Context) => Promise<M>;
  /** Fields of the answer that are told once and kept nowhere. */
  readonly secrets?: readonly string[];
  /** The transitions that `change` may schedule; one that is missing here is found by the suites. */
  readonly begins?: readonly { readonly kind: string }[];
  /**
   * How it is kept apart from concurrent writes; `serial` unless told. docs/decisions.md says what
   * guards take its place.
   */
  readonly isolation?: Isolation;
  /**
   * Loads what the rules judge; rows that will change are locked: instance, then interface, then
   * the rest.
   */
  readonly facts: (tx: Reader, input: z.infer<P>, context: Context) => Promise<F>;
  /** Checked in order; the first broken one ends the request. */
  readonly rules: readonly Rule<F>[];
  /**
   * The facts without what another account has, where they hold such: what the caller's refusal is
   * explained by when the request asks for that.
   */
  readonly discreet?: (facts: F) => F;
  /** Refusals that only the change itself can find, such as a subnet that runs out of addresses. */
  readonly refusals?: readonly Refusal[];
  /** Writes the rows and schedules at most one transition. */
  readonly change: (
    tx: Writer,
    facts: F,
    input: z.infer<P>,
    context: Context,
    prepared: M,
  ) => Promise<z.infer<R>>;
}

/** An action that changes nothing. */
export function readAction<P extends z.ZodObject, R extends z.ZodObject>(
  definition: ReadDefinition<P, R>,
): ReadAction {
  const parameters = once(definition.parameters);
  const result = once(definition.result);
  return {
    name: definition.name,
    summary: definition.summary,
    kind: 'read',
    get parameters() {
      return parameters();
    },
    get result() {
      return result();
    },
    refusals: definition.refusals ?? [],
    judgements: [],
    inert: definition.inert ?? {},
    secrets: [],
    asyncTask: false,
    begins: [],
    perform: (tx, input, context) => definition.view(tx, input as z.infer<P>, context),
  };
}

/** An action that changes something: preparation, facts, rules, change. */
export function writeAction<P extends z.ZodObject, R extends z.ZodObject, F, M = undefined>(
  definition: WriteDefinition<P, R, F, M>,
): WriteAction {
  const { name, summary, facts, rules, change, prepare, inert = {} } = definition;
  const judgedBy = (known: F) => judging(rules, known, definition.discreet);
  const asyncTask = definition.asyncTask ?? false;
  const parameters = once(definition.parameters);
  const result = once(() => {
    const own = definition.result();
    return asyncTask ? own.extend({ AsyncTaskId: z.string() }) : own;
  });
  return {
    name,
    summary,
    kind: 'write',
    get parameters() {
      return parameters();
    },
    get result() {
      return result();
    },
    asyncTask,
    secrets: definition.secrets ?? [],
    begins: (definition.begins ?? []).map(({ kind }) => kind),
    inert,
    isolation: definition.isolation ?? 'serial',
    refusals: [...rules.map((rule) => rule.refusal), ...(definition.refusals ?? [])],
    judgements: rules.map(({ refusal, parameter }) => ({
      refusal,
      parameter: typeof parameter === 'function' ? '*' : parameter,
    })),
    prepare: prepare && ((input, context) => prepare(input as z.infer<P>, context)),
    async check(tx, input, context) {
      enforce(rules, await facts(tx, input as z.infer<P>, context), definition.discreet);
    },
    async perform(tx, input, context, prepared) {
      const given = input as z.infer<P>;
      const known = await facts(tx, given, context);
      enforce(rules, known, definition.discreet);
      try {
        return await change(tx, known, given, context, prepared as M);
      } catch (error) {
        // What the change itself refuses is told with the preconditions, all of which held.
        if (error instanceof Refused) error.judged ??= judgedBy(known);
        throw error;
      }
    },
    async explain(tx, input, context) {
      return judgedBy(await facts(tx, input as z.infer<P>, context))('operator');
    },
  };
}

/**
 * @throws Refused with the first broken rule's refusal. It can judge the others too, by the facts of
 * this moment.
 */
export function enforce<F>(rules: readonly Rule<F>[], facts: F, discreet?: (facts: F) => F): void {
  for (const rule of rules) {
    if (!rule.broken(facts)) continue;
    const refused = new Refused(rule.refusal, ...(rule.args?.(facts) ?? [])).about({
      parameter: parameterOf(rule, facts),
      reason: rule.because(facts),
    });
    refused.judged = judging(rules, facts, discreet);
    throw refused;
  }
}

function judging<F>(
  rules: readonly Rule<F>[],
  facts: F,
  discreet: ((facts: F) => F) | undefined,
): NonNullable<Refused['judged']> {
  return (reader) => {
    const told = reader === 'caller' && discreet !== undefined ? discreet(facts) : facts;
    return rules.map((rule) => judge(rule, told));
  };
}

function judge<F>(rule: Rule<F>, facts: F): Verdict {
  const broken = rule.broken(facts);
  const { http, code } = rule.refusal;
  const parameter = parameterOf(rule, facts);
  return {
    verdict: broken === undefined ? 'unknown' : broken ? 'fail' : 'pass',
    http,
    code,
    message: new Refused(rule.refusal, ...(rule.args?.(facts) ?? [])).message,
    ...(parameter !== undefined && { parameter }),
    because: rule.because(facts),
  };
}

function parameterOf<F>({ parameter }: Rule<F>, facts: F): string | undefined {
  return typeof parameter === 'function' ? parameter(facts) : parameter;
}
