import type { Action } from '#core/action.ts';
import { taskId } from '#core/async-task.ts';
import type { Context, OnTransition } from '#core/context.ts';
import { namedResources } from '#core/named-resources.ts';
import { projectsOf } from '#core/projects-of.ts';
import { Refused, refuse } from '#core/refusal.ts';
import type { Service } from '#core/service.ts';
import type { Clock, Timer } from '#platform/clock.ts';
import type { Ids } from '#platform/ids.ts';
import { OutcomeUnknown, type Store, StoreUnavailable, WriteConflict } from '#store/store.ts';
import type { AccessKey, Region, World } from '#world/world.ts';
import { Admission } from './admission.ts';
import { type RequestObservers, tellObservers } from './answered.ts';
import type { ApiGuard } from './api-guard.ts';
import { authenticate, type Claim, readClaim } from './authenticate.ts';
import { authorize, authorizeOn, judgesProjects, judgesResources } from './authorize.ts';
import { checkAnswer, checkingTransitions } from './contract-checks.ts';
import { decode, parametersOf, structFor } from './decode.ts';
import { Directory } from './directory.ts';
import {
  type Answer,
  encodeRefusal,
  encodeResult,
  type Identity,
  type RefusalExplanation,
} from './encode.ts';
import { runFaulted } from './faulted-run.ts';
import { isPaged, type PageRequest, PageTokens } from './page-tokens.ts';
import type { Progress } from './progress.ts';
import { RateLimits } from './rate-limits.ts';
import { soleValue, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { ConnectionCut, type RequestFaults } from './request-faults.ts';
import type { RequestHead } from './request-head.ts';
import { RetryLater } from './retry-later.ts';
import { run } from './run.ts';
import { serverTiming, Trace } from './trace.ts';
import { unreadParameters } from './unread-parameters.ts';

export interface GatewayOptions extends RequestObservers {
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
  /** Told of each use of such a key, with the service and the region that it signs for. */
  readonly onStoredKey?: (
    key: AccessKey,
    service: string,
    region: string,
  ) => Promise<void> | undefined;
  /** The secret key of page tokens, the same in every process on the store. */
  readonly pageTokenKey: () => Promise<Buffer>;
  /** Checks every answer against its action's contract: a difference is a fault. */
  readonly checkAnswers?: boolean;
  /** Why nothing can be carried out yet; the server listens before its store is there. */
  readonly storeAway?: () => StoreUnavailable | undefined;
  /** Faults that a tester asked for. */
  readonly faults?: RequestFaults;
}

type Found = AccessKey | undefined | Promise<AccessKey | undefined>;

/** How a request wants to be answered, apart from what it asks. */
export interface AnswerOptions {
  /** It is told the times of its stages. */
  readonly traced?: boolean;
  /** A refusal says of every precondition whether it held, and names the unread parameters. */
  readonly explained?: boolean;
  /** If it only reads, it is left out of the history and of events. */
  readonly unrecorded?: boolean;
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
    { traced = false, explained = false, unrecorded = false }: AnswerOptions = {},
  ): Promise<Answer> {
    const { timer, traceAll = false } = this.#options;
    const identity = this.#anonymous();
    const trace = traced || traceAll ? new Trace(timer) : undefined;
    const asked = { explained, unrecorded };
    const progress: Progress = { identity, accountId: '', begun: timer(), trace, ...asked };
    const away = this.#options.storeAway?.();
    if (away !== undefined) return this.refusal(away, progress);
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
    const served = this.#directory.find(identity);
    // Only the first request to a service needs an await.
    const target = served instanceof Promise ? await served : served;
    if (target !== undefined) progress.target = target;
    const region = this.#directory.regionOf(identity);
    if (target === undefined || region === undefined) {
      return this.#directory.refuseUnserved(identity);
    }
    const { service, action } = target;
    identity.service = service.name;
    trace?.enter('authenticate');
    // Most keys are in the world: only the others need an await.
    const found = this.#keyOf(claim);
    const known = found instanceof Promise ? await found : found;
    const key = this.lenient
      ? this.#uncheckedKey(head, known)
      : this.#checkedKey(wire, head, claim, known);
    progress.accountId = key.accountId;
    if (found instanceof Promise && known !== undefined) {
      await this.#options.onStoredKey?.(key, service.name, identity.region);
    }
    trace?.enter('authorize');
    this.rateLimits.take(key.accountId, service.name, action.name);
    authorize(key, service.name, action.name);
    trace?.enter('decode');
    const input = decode(wire, action, service.parameterRefusals);
    if (judgesResources(key)) {
      const asked = { service: service.name, region: region.id, accountId: key.accountId };
      const resources = namedResources(asked, input);
      const projects = judgesProjects(key)
        ? await this.#projects(key.accountId, resources, input)
        : undefined;
      authorizeOn(key, service.name, action.name, resources, projects);
    }
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
      : runFaulted(() => this.#run(request, trace), progress, met));
    if (this.#options.checkAnswers) checkAnswer(action, result);
    const { requestId } = identity;
    return service.resultCarriesRequestId ? { ...result, RequestId: requestId } : result;
  }

  /** In which projects the resources of a request are. */
  async #projects(accountId: string, resources: readonly string[], input: unknown) {
    const { ProjectName: named } = input as { readonly ProjectName?: unknown };
    return {
      of: await this.#options.store.read((tx) => projectsOf(tx, accountId, resources)),
      named: typeof named === 'string' ? named : undefined,
    };
  }

  /** Runs the action. The cursors of lists stay inside: the client gets tokens. */
  #run(request: PageRequest, trace: Trace | undefined): Promise<object> {
    const { service, action, context } = request;
    const perform = (input: unknown) =>
      run(this.#options.store, service, action, input, context, trace);
    return isPaged(action) ? this.#pageTokens.around(request, perform) : perform(request.input);
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
    const { accountId } = caller;
    const context: { -readonly [K in keyof Context]: Context[K] } = {
      accountId,
      caller,
      region,
      requestId: progress.identity.requestId,
      world,
      ids,
      settlesAt,
      onTransition: checkAnswers ? checkingTransitions(action, onTransition) : onTransition,
    };
    if (action.asyncTask) context.asyncTaskId = taskId(ids, { accountId, region });
    if (onHandled !== undefined && action.kind !== 'read') {
      progress.scheduled = [];
      context.scheduled = progress.scheduled;
    }
    return context;
  }

  /** Tells the observers, and completes the answer. */
  #answered(
    progress: Progress,
    answer: Answer,
    code: string,
    refused?: Refused,
    fault?: unknown,
  ): Answer {
    const { begun, trace, delivery } = progress;
    const stages = trace?.end();
    const ms = begun === undefined ? undefined : this.#options.timer() - begun;
    tellObservers(this.#options, progress, { answer, code, ms, stages, refused, fault });
    if (delivery === undefined && stages === undefined) return answer;
    return {
      ...answer,
      ...(delivery && { delivery }),
      ...(stages && { serverTiming: serverTiming(stages) }),
    };
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

/** In seconds: the store may be there again, or less busy. */
const RETRY_AFTER = 1;

/** The refusal for a fault. A fault of the store is temporary, so the client may try again. */
function refusedBy(fault: unknown): Refused {
  if (!(fault instanceof StoreUnavailable || fault instanceof WriteConflict)) {
    return new Refused(gatewayRefusals.InternalError);
  }
  const { ServiceUnavailable } = gatewayRefusals;
  // Whoever repeats what may have been done should look first.
  if (fault instanceof OutcomeUnknown) return new Refused(ServiceUnavailable, fault.message);
  return new RetryLater(ServiceUnavailable, RETRY_AFTER, fault.message);
}

const anyKey = (accountId: string): AccessKey => ({
  accountId,
  accessKeyId: '',
  secretAccessKey: '',
});
