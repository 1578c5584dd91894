/** Why a call did not do what it should: what the server said, or that it did not answer. */
export class Failure extends Error {
  readonly code: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** '' when there is none. */
  readonly requestId: string;
  /** The parameter that a refusal is about, if it names one. */
  readonly parameter: string | undefined;
  /** Why that is refused, in words, if it says so. */
  readonly reason: string | undefined;

  /** Every precondition of the action; none when it was refused before them. */
  readonly verdicts: readonly Verdict[];

  constructor(message: string, about: Partial<Omit<Failure, keyof Error>> = {}) {
    super(message);
    this.name = 'Failure';
    this.code = about.code ?? '';
    this.status = about.status ?? 0;
    this.requestId = about.requestId ?? '';
    this.parameter = about.parameter;
    this.reason = about.reason;
    this.verdicts = about.verdicts ?? [];
  }
}

/** One precondition of an action, as it was when the action was refused. */
export interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly http: number;
  readonly code: string;
  readonly message: string;
  readonly parameter?: string;
  /** The fact that decided it. */
  readonly because: string;
}

interface Envelope {
  readonly ResponseMetadata?: {
    readonly RequestId?: string;
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
  readonly Result?: unknown;
  readonly Tenon?: { readonly Verdicts: readonly Verdict[] };
}

/**
 * The result of an answer in the vendor's envelope.
 * @throws Failure for a refusal, and for what is no answer of the server.
 */
export function resultOf(status: number, headers: Headers, text: string): unknown {
  const envelope = parse(text);
  const requestId = envelope?.ResponseMetadata?.RequestId ?? '';
  const error = envelope?.ResponseMetadata?.Error;
  if (error !== undefined) {
    throw new Failure(error.Message, {
      code: error.Code,
      status,
      requestId,
      parameter: headers.get('x-tenon-parameter') ?? undefined,
      reason: decoded(headers.get('x-tenon-reason')),
      verdicts: envelope?.Tenon?.Verdicts ?? [],
    });
  }
  if (envelope === undefined || status >= 400) {
    throw new Failure(`HTTP ${status}`, { status, requestId });
  }
  return envelope.Result;
}

/** What a refusal of the control API says; undefined when it is none. */
export function refusalOf(status: number, headers: Headers, text: string): Failure | undefined {
  if (status < 400) return undefined;
  try {
    resultOf(status, headers, text);
  } catch (error) {
    return error as Failure;
  }
  return undefined;
}

function parse(text: string): Envelope | undefined {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return undefined;
  }
}

/** As the server writes what is not printable ASCII: `\\u` and four digits. */
const decoded = (text: string | null): string | undefined =>
  text?.replace(/\\u([\da-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
