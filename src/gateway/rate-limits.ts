import { matches } from '#core/wildcards.ts';
import type { Timer } from '#platform/clock.ts';
import type { Account, RateLimit } from '#world/world.ts';
import { gatewayRefusals } from './refusals.ts';
import { RetryLater } from './retry-later.ts';

/**
 * How often accounts may call. Each limit is a token bucket, and each process has its own buckets.
 */
export class RateLimits {
  readonly #timer: Timer;
  /** Accounts without limits are not here. */
  readonly #buckets: ReadonlyMap<string, readonly Bucket[]>;

  constructor(accounts: readonly Account[], timer: Timer) {
    this.#timer = timer;
    this.#buckets = new Map(
      accounts
        .filter(({ rateLimits = [] }) => rateLimits.length > 0)
        .map(({ id, rateLimits = [] }) => [id, rateLimits.map((limit) => new Bucket(limit))]),
    );
  }

  /** The number of accounts that have a limit. */
  get accounts(): number {
    return this.#buckets.size;
  }

  /**
   * Takes a token from every bucket that limits the action, or from none of them.
   * @throws RetryLater AccountFlowLimitExceeded when one is empty.
   */
  take(accountId: string, service: string, action: string): void {
    const buckets = this.#buckets.get(accountId);
    if (buckets === undefined) return;
    const now = this.#timer();
    const asked = buckets.filter((bucket) => bucket.isOf(`${service}:${action}`));
    const wait = Math.max(0, ...asked.map((bucket) => bucket.wait(now)));
    if (wait > 0) throw new RetryLater(gatewayRefusals.AccountFlowLimitExceeded, Math.ceil(wait));
    for (const bucket of asked) bucket.take();
  }
}

class Bucket {
  readonly #limit: RateLimit;
  readonly #known = new Map<string, boolean>();
  #tokens: number;
  #at: number | undefined;

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#tokens = limit.burst;
  }

  /** `operation` must be one that exists, because the result is cached. */
  isOf(operation: string): boolean {
    let known = this.#known.get(operation);
    if (known === undefined) {
      known = this.#limit.actions.some((pattern) => matches(pattern, operation));
      this.#known.set(operation, known);
    }
    return known;
  }

  /** Refills the bucket. Returns after how many seconds it has a token: 0 when it has one. */
  wait(now: number): number {
    const { perSecond, burst } = this.#limit;
    const passed = Math.max(0, now - (this.#at ?? now)) / 1000;
    this.#tokens = Math.min(burst, this.#tokens + passed * perSecond);
    this.#at = now;
    // A sum of fractions may be this much below a whole token.
    return this.#tokens > 1 - 1e-9 ? 0 : (1 - this.#tokens) / perSecond;
  }

  take(): void {
    this.#tokens -= 1;
  }
}
