import type { RefusalSubject, Refused } from '#core/refusal.ts';
import type { Verdict } from '#core/verdict.ts';
import type { BrokenDelivery, DelayFault } from './request-faults.ts';
import { RetryLater } from './retry-later.ts';

/** What the answer says about the request; unknown parts are ''. */
export interface Identity {
  requestId: string;
  action: string;
  version: string;
  service: string;
  region: string;
}

/** An answer on its way out: HTTP status and JSON text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whole seconds, for a Retry-After. */
  readonly retryAfter?: number;
  /** What a refusal is about, for headers in addition to the vendor's message. */
  readonly subject?: RefusalSubject;
  /** For a Server-Timing, when the request asked to be traced. */
  readonly serverTiming?: string;
  /** How a fault of a tester's keeps it from arriving; usually absent. */
  readonly delivery?: BrokenDelivery | DelayFault;
}

/** What a refusal says of itself to a request that asked for it. */
export interface RefusalExplanation {
  /** Every precondition, by the facts that led to the refusal; none when it came before them. */
  readonly Verdicts: readonly Verdict[];
  /** Names of parameters that were sent and that the action does not have. */
  readonly Unread: readonly string[];
}

export function encodeResult(identity: Identity, result: object): Answer {
  return {
    status: 200,
    body: JSON.stringify({ ResponseMetadata: metadata(identity), Result: result }),
  };
}

export function encodeRefusal(
  identity: Identity,
  refused: Refused,
  explanation?: RefusalExplanation,
): Answer {
  const { http, codeN = 0, code } = refused.refusal;
  return {
    status: http,
    body: JSON.stringify({
      ResponseMetadata: {
        ...metadata(identity),
        Error: { CodeN: codeN, Code: code, Message: bounded(refused.message, MESSAGE_AT_MOST) },
      },
      ...(explanation && { Tenon: explanation }),
    }),
    subject: refused.subject,
    ...(refused instanceof RetryLater && { retryAfter: refused.retryAfter }),
  };
}

function metadata({ requestId, action, version, service, region }: Identity) {
  return {
    RequestId: requestId,
    Action: bounded(action, NAME_AT_MOST),
    Version: bounded(version, NAME_AT_MOST),
    Service: bounded(service, NAME_AT_MOST),
    Region: bounded(region, NAME_AT_MOST),
  };
}

/**
 * Longer than any of the vendor's names, and than any message that repeats few of the client's
 * words.
 */
const NAME_AT_MOST = 256;
const MESSAGE_AT_MOST = 2048;

/** An answer repeats what was sent, but not all of it when that is 60 KB. */
const bounded = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}…`;
