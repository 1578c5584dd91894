import { type Refusal, Refused } from '#core/refusal.ts';

/** Ends a request that may come again in `retryAfter` seconds, a whole number. */
export class RetryLater extends Refused {
  readonly retryAfter: number;

  /** `args` fill the `%s` of the refusal's message, in order. */
  constructor(refusal: Refusal, retryAfter: number, ...args: readonly string[]) {
    super(refusal, ...args);
    this.retryAfter = retryAfter;
  }
}
