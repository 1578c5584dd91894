import type { Ids } from '#platform/ids.ts';
import { beijing } from '#platform/time.ts';
import { currentRoleKey, giveRoleKey } from '#services/ecs/instance-iam-role/credentials.ts';
import type { SessionKeyRow } from '#store/schema/session-key.ts';
import { type Store, StoreUnavailable, WriteConflict } from '#store/store.ts';
import type { World } from '#world/world.ts';
import { type InstanceFacts, loadFacts } from './facts.ts';
import { type Item, itemAt, itemsOf, listOf } from './items.ts';
import {
  isSame,
  type MetadataAnswer,
  type MetadataRequest,
  readTarget,
  type Target,
} from './request.ts';
import { isToken, LONGEST_TTL, makeToken } from './tokens.ts';

export interface MetadataOptions {
  readonly store: Store;
  readonly world: World;
  readonly ids: Ids;
  /** The secret key of tokens, the same in every process on the store. */
  readonly tokenKey: () => Promise<Buffer>;
  /** Told of what was answered with 500. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

const TTL_HEADER = 'x-volc-ecs-metadata-token-ttl-seconds';
const TOKEN_HEADER = 'x-volc-ecs-metadata-token';

/**
 * The instance metadata service: what an instance is told of itself. It knows no connections: who
 * asks is part of the request. Where the vendor is silent: docs/limits.md.
 */
export class MetadataService {
  readonly #options: MetadataOptions;

  constructor(options: MetadataOptions) {
    this.#options = options;
  }

  /** Never throws. */
  async answer(request: MetadataRequest): Promise<MetadataAnswer> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof WriteConflict) {
        return refused(503, 'the store cannot be used now', { 'retry-after': '1' });
      }
      this.#options.onFault?.(error);
      return refused(500, 'internal error');
    }
  }

  async #answer(request: MetadataRequest): Promise<MetadataAnswer> {
    const { instanceId, method } = request;
    const target = readTarget(request.target);
    if (target === 'malformed') return refused(400, 'the path is not percent-encoded UTF-8');
    const key = await this.#options.tokenKey();
    const { facts, now } = await this.#options.store.read(async (tx) => ({
      facts: await loadFacts(tx, this.#options.world, instanceId),
      now: tx.now,
    }));
    if (facts === undefined) return refused(404, `there is no instance ${instanceId}`);
    if (target !== 'unknown' && isTokenPath(target)) {
      return method === 'PUT'
        ? giveToken(request, key, now)
        : refused(405, 'a token is asked for with PUT', { allow: 'PUT' });
    }
    if (method !== 'GET' && method !== 'HEAD') {
      return refused(405, `the method ${method} is not allowed here`, { allow: 'GET, HEAD' });
    }
    const why = tokenRefusal(request, facts, key, now);
    if (why !== undefined) return refused(401, why);
    if (target === 'unknown') return refused(404, 'the root is /latest');
    return this.#read(facts, target);
  }

  async #read(facts: InstanceFacts, target: Target): Promise<MetadataAnswer> {
    const { path, query, metaData } = target;
    if (isSame(path[0], 'iam') && isSame(path[1], 'security_credentials')) {
      if (path.length === 2) return listRoles(facts, query);
      // Names of roles are the same only to the letter.
      const [, , name] = path;
      if (name !== undefined && path.length === 3 && name === facts.roleName) {
        const key = await this.#roleKey(facts.instance.id, name);
        if (key !== undefined) return json(key);
      }
      return refused(404, `the instance has no role ${path.slice(2).join('/')}`);
    }
    const item = itemAt(itemsOf(facts, metaData), path);
    return item === undefined ? refused(404, `there is no item ${path.join('/')}`) : shown(item);
  }

  /** The instance's temporary key. Only a new one costs a write. */
  async #roleKey(instanceId: string, roleName: string): Promise<object | undefined> {
    const { store, world, ids } = this.#options;
    const current = await store.read(async (tx) => {
      const key = await currentRoleKey(tx, instanceId);
      return key && credentials(key, tx.now);
    });
    if (current !== undefined) return current;
    return store.write(async (tx) => {
      const key = await giveRoleKey(tx, { world, ids }, instanceId, roleName);
      return key && credentials(key, tx.now);
    });
  }
}

const isTokenPath = ({ path }: Target) =>
  path.length === 2 && isSame(path[0], 'api') && isSame(path[1], 'token');

function giveToken(request: MetadataRequest, key: Buffer, now: number): MetadataAnswer {
  const asked = request.headers[TTL_HEADER];
  const seconds = typeof asked === 'string' && /^\d{1,5}$/.test(asked) ? Number(asked) : 0;
  if (seconds < 1 || seconds > LONGEST_TTL) {
    return refused(400, `the header ${TTL_HEADER} is not 1 to ${LONGEST_TTL}`);
  }
  const token = makeToken(key, request.instanceId, now + seconds * 1000);
  return text(token, { [TTL_HEADER]: String(seconds) });
}

/** Why a read is refused for its token; undefined when it is not. */
function tokenRefusal(
  { instanceId, headers }: MetadataRequest,
  { instance }: InstanceFacts,
  key: Buffer,
  now: number,
): string | undefined {
  const token = headers[TOKEN_HEADER];
  if (token === undefined) {
    return instance.http_tokens === 'required'
      ? `the instance demands a token in the header ${TOKEN_HEADER}`
      : undefined;
  }
  return typeof token === 'string' && isToken(key, instanceId, token, now)
    ? undefined
    : 'the token has expired, or is not one of this instance';
}

/** Roles that a user has bound; no service binds any here. */
function listRoles({ roleName }: InstanceFacts, query: URLSearchParams): MetadataAnswer {
  const ofUsers = [null, '', 'user'].includes(query.get('type'));
  const names = roleName === undefined || !ofUsers ? [] : [roleName];
  return query.get('format') === 'json' ? json(names) : text(listOf(names));
}

function credentials(key: SessionKeyRow, now: number): object {
  return {
    AccessKeyId: key.id,
    SecretAccessKey: key.secret_access_key,
    SessionToken: key.session_token,
    CurrentTime: beijing(now),
    ExpiredTime: beijing(key.expires_at),
  };
}

function shown(item: Item): MetadataAnswer {
  if (typeof item === 'string') return text(item);
  if (item instanceof Uint8Array) return answer(200, 'application/octet-stream', item);
  return text(listOf(item.keys()));
}

const text = (body: string, more: Record<string, string> = {}) =>
  answer(200, 'text/plain; charset=utf-8', body, more);

const json = (body: object) => answer(200, 'application/json; charset=utf-8', JSON.stringify(body));

const refused = (status: number, why: string, more: Record<string, string> = {}) =>
  answer(status, 'text/plain; charset=utf-8', why, more);

function answer(
  status: number,
  type: string,
  body: string | Uint8Array,
  more: Record<string, string> = {},
): MetadataAnswer {
  return {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', ...more },
    body,
  };
}
