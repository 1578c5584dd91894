import type { Action } from '#core/action.ts';
import { taskId } from '#core/async-task.ts';
import type { Context, OnTransition } from '#core/context.ts';
import { Refused, refuse } from '#core/refusal.ts';
import type { Service } from '#core/service.ts';
import type { Clock, Timer } from '#platform/clock.ts';
import type { Ids } from '#platform/ids.ts';
import { type Store, StoreUnavailable, WriteConflict } from '#store/store.ts';
import type { AccessKey, Region, World } from '#world/world.ts';
import { Admission } from './admission.ts';
import type { ApiGuard } from './api-guard.ts';
import { authenticate, type Claim, readClaim } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { decode, parametersOf, structFor } from './decode.ts';
import { Directory, type Target } from './directory.ts';
import {
  type Answer,
  encodeRefusal,
  encodeResult,
  type Identity,
  type RefusalExplanation,
} from './encode.ts';
import { isPaged, type PageRequest, PageTokens } from './page-tokens.ts';
import { RateLimits } from './rate-limits.ts';
import { soleValue, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import {
  type BrokenDelivery,
  ConnectionCut,
  type DelayFault,
  type MetFaults,
  type RequestFaults,
} from './request-faults.ts';
import type { RequestHead } from './request-head.ts';
import { run } from './run.ts';
import { serverTiming, Trace } from './trace.ts';
import { unreadParameters } from './unread-parameters.ts';

export interface GatewayOptions {
  readonly services: readonly Service[];
  readonly world: World;
  readonly store: Store;
  readonly ids: Ids;
  /** The real time: signatures are checked against it, whatever the world's clock says. */
  readonly clock: Clock;
  /** Measures how long requests take. */
  readonly timer: Timer;
  /** How many requests may be in flight: further ones are refused. */
  readonly maxInFlight: number;
  /** Traces every request for the observer, whether the request asked for it or not. */
  readonly traceAll?: boolean;
  /** `lenient` accepts any key and any signature, and answers say so. */
  readonly auth: 'strict' | 'lenient';
  /** Decides which requests need no secret of the owner. */
  readonly guard: ApiGuard;
  readonly settlesAt: Context['settlesAt'];
  /** Finds a key that is not in the world but in the store, and asks it each time. */
  readonly storedKey?: (accessKeyId: string) => Found;
  /** The secret key of page tokens, the same in every process on the store. */
  readonly pageTokenKey: () => Promise<Buffer>;
  /** Checks every answer against its action's contract: a difference is a fault. */
  readonly checkAnswers?: boolean;
  /** Faults that a tester asked for. */
  readonly faults?: RequestFaults;
  /**
   * Called after each answer: logs, metrics and audit are observers, never calls inside an action.
   */
  readonly onAnswered?: (answered: Answered) => void;
  /** Called after each answer, with the request itself: for the history. */
  readonly onHandled?: ((handled: Handled) => void) | undefined;
}

type Found = AccessKey | undefined | Promise<AccessKey | undefined>;

/** What an observer is told. */
export interface Answered {
  readonly identity: Identity;
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  /** The parameter that a refusal is about, if it is known. */
  readonly parameter?: string;
  readonly reason?: string;
  readonly accountId: string;
  /** From the whole request to its answer; absent for what never entered the pipeline. */
  readonly ms?: number;
  /** Milliseconds by stage, of a request that was traced. */
  readonly stages?: ReturnType<Trace['end']>;
  /** A fault that was answered as InternalError. */
  readonly fault?: unknown;
  /** The id of the last fault of a tester's that struck the request before or in its answer. */
  readonly injectedFault?: string;
}

/** A request and its answer. Whoever keeps something of it must see how much that is. */
export interface Handled {
  readonly answered: Answered;
  /** Absent when the request could not be read. */
  readonly wire: Wire | undefined;
  /** Absent when it found no action. */
  readonly target: Pick<Target, 'service' | 'action'> | undefined;
  /** Why it was not carried out; the message is the one of the answer. */
  readonly refused: Refused | undefined;
  /** The intents of the transitions that it began. */
  readonly scheduled: readonly string[];
}

/** How a request wants to be answered, apart from what it asks. */
export interface AnswerOptions {
  /** It is told the times of its stages. */
  readonly traced?: boolean;
  /** A refusal says of every precondition whether it held, and names the unread parameters. */
  readonly explained?: boolean;
}

/** What is known about a request under way. */
interface Progress {
  readonly identity: Identity;
  accountId: string;
  wire?: Wire;
  target?: Target;
  scheduled?: string[];
  readonly explained?: boolean;
  /** When it entered the pipeline, by the timer. */
  readonly begun?: number;
  readonly trace?: Trace | undefined;
  injectedFault?: string;
  delivery?: BrokenDelivery | DelayFault;
}

/**
 * The request pipeline: read -> identify -> authenticate -> authorize -> decode -> run -> encode.
 * docs/lifecycle.md draws it.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #directory: Directory;
  readonly #keys: ReadonlyMap<string, AccessKey>;
  /** Decides which requests may enter the pipeline at all. */
  readonly admission: Admission;
  readonly rateLimits: RateLimits;
  readonly #pageTokens: PageTokens;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.admission = new Admission(options.maxInFlight);
    this.rateLimits = new RateLimits(options.world.accounts, options.clock.elapsed);
    this.#pageTokens = new PageTokens(options.pageTokenKey);
    this.#directory = new Directory(options.services, options.world);
    this.#keys = new Map(
      options.world.accounts.flatMap(({ keys }) => keys.map((key) => [key.accessKeyId, key])),
    );
  }

  /**
   * Takes one request from the bytes that `readWire` returns to its answer, with the times of its
   * stages when it is `traced`. Never throws.
   */
  async answer(
    readWire: () => Wire,
    head: RequestHead,
    { traced = false, explained = false }: AnswerOptions = {},
  ): Promise<Answer> {
    const { timer, traceAll = false } = this.#options;
    const identity = this.#anonymous();
    const trace = traced || traceAll ? new Trace(timer) : undefined;
    const progress: Progress = { identity, accountId: '', begun: timer(), trace, explained };
    if (!this.admission.enter()) return this.refusal(this.admission.turnAway(), progress);
    try {
      const result = await this.#carry(readWire, head, progress);
      trace?.enter('encode');
      return this.#answered(progress, encodeResult(identity, result), '');
    } catch (error) {
      return this.refusal(error, progress);
    } finally {
      this.admission.leave();
    }
  }

  /**
   * The answer to whatever ended a request. A fault becomes InternalError, and observers see it.
   */
  refusal(error: unknown, progress: Progress = this.#nothing()): Answer {
    progress.trace?.enter('encode');
    const cause = error instanceof ConnectionCut ? error.refused : error;
    const refused = cause instanceof Refused ? cause : refusedBy(cause);
    const explanation = progress.explained ? explanationOf(progress, refused) : undefined;
    const answer = encodeRefusal(progress.identity, refused, explanation);
    const fault = refused === cause ? undefined : cause;
    return this.#answered(progress, answer, refused.refusal.code, refused, fault);
  }

  async #carry(readWire: () => Wire, head: RequestHead, progress: Progress): Promise<object> {
    const { identity, trace } = progress;
    const wire = readWire();
    progress.wire = wire;
    trace?.enter('identify');
    identity.action = soleValue(wire.query, 'Action') ?? '';
    identity.version = soleValue(wire.query, 'Version') ?? '';
    const claim = this.#claim(wire);
    identity.region = claim?.credential.region ?? this.#options.world.defaultRegionId;
    identity.service = claim?.credential.service ?? (await this.#directory.serviceWith(identity));
    const target =
      this.#directory.find(identity) ?? (await this.#directory.refuseUnserved(identity));
    const { service, action, region } = target;
    identity.service = service.name;
    progress.target = target;
    trace?.enter('authenticate');
    // Most keys are in the world: only the others need an await.
    const found = this.#keyOf(claim);
    const known = found instanceof Promise ? await found : found;
    const key = this.lenient
      ? this.#uncheckedKey(head, known)
      : this.#checkedKey(wire, head, claim, known);
    progress.accountId = key.accountId;
    trace?.enter('authorize');
    this.rateLimits.take(key.accountId, service.name, action.name);
    authorize(key, service.name, action.name);
    trace?.enter('decode');
    const input = decode(wire, action, service.parameterRefusals);
    const { faults } = this.#options;
    const met = faults?.any
      ? faults.meet({
          requestId: identity.requestId,
          service: service.name,
          action: action.name,
          accountId: key.accountId,
          parameters: () => parametersOf(wire, action),
        })
      : undefined;
    const context = this.#call(progress, key, region, action, met?.onTransition);
    const request = { service, action, input, context };
    const result = await (met === undefined
      ? this.#run(request, trace)
      : this.#runFaulted(request, progress, met));
    if (this.#options.checkAnswers) strictly(action).parse(result);
    const { requestId } = identity;
    return service.resultCarriesRequestId ? { ...result, RequestId: requestId } : result;
  }

  /** Runs the action. The cursors of lists stay inside: the client gets tokens. */
  async #run(request: PageRequest, trace: Trace | undefined): Promise<object> {
    const { service, action, context } = request;
    const { store } = this.#options;
    if (!isPaged(action)) return run(store, service, action, request.input, context, trace);
    const input = await this.#pageTokens.opened(request);
    const result = await run(store, service, action, input, context, trace);
    return this.#pageTokens.sealed(request, result);
  }

  /** Runs the action between what strikes before it and what strikes its answer. */
  async #runFaulted(request: PageRequest, progress: Progress, met: MetFaults): Promise<object> {
    const before = met.before();
    if (before !== undefined) {
      progress.injectedFault = before.faultId;
      progress.trace?.enter('wait');
      await strikeBefore(before.effect, progress);
    }
    let result: object;
    try {
      result = await this.#run(request, progress.trace);
    } catch (error) {
      met.undone();
      throw error;
    }
    const struck = met.committed();
    if (struck === undefined) return result;
    const { faultId, effect } = struck;
    progress.injectedFault = faultId;
    if (effect.kind === 'refuse') throw effect.refused;
    progress.delivery = effect;
    return result;
  }

  #nothing(): Progress {
    return { identity: this.#anonymous(), accountId: '' };
  }

  /** An identity for a request about which nothing is known yet. */
  #anonymous(): Identity {
    const requestId = this.#options.ids.request(this.#options.clock.now());
    return { requestId, action: '', version: '', service: '', region: '' };
  }

  get guard(): ApiGuard {
    return this.#options.guard;
  }

  get lenient(): boolean {
    return this.#options.auth === 'lenient';
  }

  #claim(wire: Wire): Claim | undefined {
    if (!this.lenient) return readClaim(wire);
    try {
      return readClaim(wire);
    } catch {
      return undefined;
    }
  }

  #keyOf(claim: Claim | undefined): Found {
    if (claim === undefined) return undefined;
    const { accessKeyId } = claim.credential;
    return this.#keys.get(accessKeyId) ?? this.#options.storedKey?.(accessKeyId);
  }

  /**
   * In lenient mode a request with an unknown key, or with none, belongs to the default account.
   */
  #uncheckedKey(head: RequestHead, key: AccessKey | undefined): AccessKey {
    const { guard, world } = this.#options;
    guard.refuseUnchecked(head);
    if (key !== undefined) return key;
    const account = world.account(world.defaultAccountId);
    return account ? anyKey(account.id) : refuse(gatewayRefusals.InvalidAccessKey, '');
  }

  #checkedKey(
    wire: Wire,
    head: RequestHead,
    claim: Claim | undefined,
    found: AccessKey | undefined,
  ): AccessKey {
    const { guard, clock } = this.#options;
    if (claim === undefined) refuse(gatewayRefusals.MissingAuthenticationToken);
    const key = authenticate(wire, claim, () => found, clock.now());
    guard.refusePublishedKey(key, head);
    return key;
  }

  #call(
    progress: Progress,
    caller: AccessKey,
    region: Region,
    action: Action,
    onTransition: OnTransition | undefined,
  ): Context {
    const { world, ids, settlesAt, checkAnswers, onHandled } = this.#options;
    const { requestId } = progress.identity;
    const { accountId } = caller;
    const task = action.asyncTask && { asyncTaskId: taskId(ids, { accountId, region }) };
    const told = checkAnswers ? declared(action, onTransition) : onTransition;
    const observed = told && { onTransition: told };
    const context = {
      accountId,
      caller,
      region,
      requestId,
      world,
      ids,
      settlesAt,
      ...task,
      ...observed,
    };
    if (onHandled === undefined || action.kind === 'read') return context;
    progress.scheduled = [];
    return { ...context, scheduled: progress.scheduled };
  }

  /** Tells the observer, and completes the answer. */
  #answered(
    progress: Progress,
    answer: Answer,
    code: string,
    refused?: Refused,
    fault?: unknown,
  ): Answer {
    const { identity, accountId, begun, trace, injectedFault, delivery } = progress;
    const stages = trace?.end();
    const { status, subject: { parameter, reason } = {} } = answer;
    const { onAnswered, onHandled } = this.#options;
    try {
      const answered: Answered = {
        identity,
        status,
        code,
        accountId,
        ...(parameter && { parameter }),
        ...(reason && { reason }),
        ...(begun !== undefined && { ms: this.#options.timer() - begun }),
        ...(stages && { stages }),
        ...(fault ? { fault } : {}),
        ...(injectedFault && { injectedFault }),
      };
      onAnswered?.(answered);
      if (onHandled !== undefined) {
        const { wire, target, scheduled = [] } = progress;
        onHandled({ answered, wire, target, refused, scheduled });
      }
    } catch (error) {
      // The request has been carried out: an observer's fault must not change the answer.
      process.emitWarning(`an observer failed: ${error}`);
    }
    const sent = delivery === undefined ? answer : { ...answer, delivery };
    return stages === undefined ? sent : { ...sent, serverTiming: serverTiming(stages) };
  }
}

/** What a refusal says beyond the vendor's, where the request asked for it. */
function explanationOf({ wire, target }: Progress, refused: Refused): RefusalExplanation {
  const struct = target && structFor(target.action);
  return {
    Verdicts: refused.verdicts('caller'),
    Unread: wire === undefined ? [] : unreadParameters(wire, struct),
  };
}

/** @throws Refused, or ConnectionCut. */
async function strikeBefore(
  effect: NonNullable<ReturnType<MetFaults['before']>>['effect'],
  progress: Progress,
): Promise<void> {
  if (effect.kind === 'refuse') throw effect.refused;
  if (effect.kind === 'delay') return effect.over();
  progress.delivery = effect;
  throw new ConnectionCut(
    new Refused(gatewayRefusals.ServiceUnavailable, 'a fault cuts the connection'),
  );
}

/** Fails an action that schedules what its contract does not name. */
function declared(action: Action, onTransition: OnTransition | undefined): OnTransition {
  return (transition) => {
    const { kind } = transition;
    if (!action.begins.includes(kind))
      throw new Error(`${action.name} does not say it begins ${kind}`);
    return onTransition?.(transition);
  };
}

/** The refusal for a fault. A fault of the store is temporary, so the client may try again. */
function refusedBy(fault: unknown): Refused {
  return fault instanceof StoreUnavailable || fault instanceof WriteConflict
    ? new Refused(gatewayRefusals.ServiceUnavailable, fault.message)
    : new Refused(gatewayRefusals.InternalError);
}

const anyKey = (accountId: string): AccessKey => ({
  accountId,
  accessKeyId: '',
  secretAccessKey: '',
});

const strict = new WeakMap<Action, ReturnType<Action['result']['strict']>>();

/** An action's result schema, without undeclared fields. */
function strictly(action: Action) {
  const known = strict.get(action) ?? action.result.strict();
  strict.set(action, known);
  return known;
}
