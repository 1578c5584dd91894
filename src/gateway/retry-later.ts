import { type Refusal, Refused } from '#core/refusal.ts';

/** Ends a request that may come again in `retryAfter` seconds, a whole number. */
export class RetryLater extends Refused {
  readonly retryAfter: number;

  constructor(refusal: Refusal, retryAfter: number) {
    super(refusal);
    this.retryAfter = retryAfter;
  }
}
