import { findKey, mayBeMade } from '#core/account.ts';
import type { Faults } from '#faults/faults.ts';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { ApiGuard, type ApiGuardOptions } from '#gateway/api-guard.ts';
import { BODY_LIMITS, Bodies, type BodyLimits } from '#gateway/bodies.ts';
import { Connections, type MakeServer, type WrongProtocol } from '#gateway/connections.ts';
import { Gateway } from '#gateway/gateway.ts';
import { httpServer, type ListenOptions } from '#gateway/http.ts';
import { StoredSecret } from '#gateway/stored-secret.ts';
import { systemTimer } from '#platform/clock.ts';
import { UserKeys } from '#services/iam/access-key/find.ts';
import { SessionKeys } from '#services/sts/session-key/find.ts';
import type { StoreUnavailable } from '#store/store.ts';
import type { Foundation } from './foundation.ts';
import type { Observers } from './observers.ts';
import type { ReconcilerParts } from './reconciler.ts';

export interface ApiOptions extends ApiGuardOptions {
  readonly auth?: 'strict' | 'lenient';
  /** The most requests in flight; further ones are told to try again. */
  readonly maxInFlight?: number;
  /** The most open connections; further ones are told to try again. */
  readonly maxConnections?: number;
  /** Makes the server speak TLS: `secureServer` of src/tls. Absent for plain HTTP. */
  readonly secure?: MakeServer;
  /** Told of each client that speaks TLS to a plain port, or plain HTTP to one with TLS. */
  readonly onWrongProtocol?: (protocol: WrongProtocol) => void;
  /** How much memory the bodies of requests may take. */
  readonly bodyLimits?: BodyLimits;
  /** Reports the stages of every request to the observer, not only of those that ask for them. */
  readonly traceAll?: boolean;
}

/** The API, from the connection to the request pipeline. */
export type Api = ReturnType<typeof createApi>;

export function createApi(
  options: ApiOptions,
  { services, world, store, ids, clock, time, checkAnswers }: Foundation,
  parts: {
    readonly observers: Observers;
    readonly faults: Faults;
    readonly settlesAt: ReconcilerParts['settlesAt'];
    readonly elsewhere: ListenOptions['elsewhere'];
    /** Why nothing can be carried out yet. */
    readonly storeAway: () => StoreUnavailable | undefined;
  },
) {
  const { observers, faults, settlesAt, storeAway } = parts;
  const { auth = 'strict', maxInFlight = DEFAULT_MAX_IN_FLIGHT } = options;
  const sessionKeys = new SessionKeys(store, time.clock, world);
  const userKeys = new UserKeys(store, time.clock, world);
  const madeKey = (id: string) =>
    mayBeMade(id) ? store.read((tx) => findKey(tx, world, id)) : undefined;
  const guard = new ApiGuard(options);
  const pageTokenKey = new StoredSecret(store, ids, 'page-tokens');
  const gateway = new Gateway({
    guard,
    services,
    world,
    store,
    ids,
    clock,
    timer: systemTimer,
    maxInFlight,
    traceAll: options.traceAll ?? false,
    auth,
    checkAnswers,
    storedKey: (id) => sessionKeys.find(id) ?? userKeys.find(id) ?? madeKey(id),
    onStoredKey: (key, service, region) => userKeys.noteUse(key, service, region),
    pageTokenKey: pageTokenKey.key,
    settlesAt,
    storeAway,
    faults,
    onAnswered: observers.onAnswered,
    onHandled: observers.history?.keep,
  });
  const bodies = new Bodies(options.bodyLimits ?? BODY_LIMITS);
  const connections = new Connections(gateway, options.maxConnections, options.onWrongProtocol);
  const { secure } = options;
  const http = httpServer(gateway, bodies, connections, { elsewhere: parts.elsewhere, secure });
  return { auth, maxInFlight, guard, pageTokenKey, gateway, bodies, connections, http };
}
