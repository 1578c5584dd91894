import type { RefusalSubject, Refused } from '../refusal.ts';
import { TooSoon } from './too-soon.ts';

/** What the answer says of the request; unknown parts are ''. */
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
  /** What a refusal is about, for headers beside the vendor's message. */
  readonly subject?: RefusalSubject;
  /** For a Server-Timing, when the request asked to be traced. */
  readonly serverTiming?: string;
}

export function encodeResult(identity: Identity, result: object): Answer {
  return {
    status: 200,
    body: JSON.stringify({ ResponseMetadata: metadata(identity), Result: result }),
  };
}

export function encodeRefusal(identity: Identity, refused: Refused): Answer {
  const { http, codeN = 0, code } = refused.refusal;
  return {
    status: http,
    body: JSON.stringify({
      ResponseMetadata: {
        ...metadata(identity),
        Error: { CodeN: codeN, Code: code, Message: refused.message },
      },
    }),
    subject: refused.subject,
    ...(refused instanceof TooSoon && { retryAfter: refused.retryAfter }),
  };
}

function metadata({ requestId, action, version, service, region }: Identity) {
  return {
    RequestId: requestId,
    Action: action,
    Version: version,
    Service: service,
    Region: region,
  };
}
