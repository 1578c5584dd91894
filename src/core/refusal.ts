import type { Verdict } from './verdict.ts';

/**
 * A refusal is a value: what a client is told when a request is not carried out.
 * Each service keeps its own in one table; nobody builds an error message by hand.
 */
export interface Refusal {
  /** HTTP status of the answer. */
  readonly http: number;
  /** `ResponseMetadata.Error.Code`, to the letter. */
  readonly code: string;
  /** `ResponseMetadata.Error.Message`; the arguments of {@link refuse} replace each `%s`. */
  readonly message: string;
  /**
   * `ResponseMetadata.Error.CodeN`. The gateway's refusals have documented numbers (1000xx); no
   * number is known for the services' refusals, so they carry 0.
   */
  readonly codeN?: number;
  /** Where code and wording come from. */
  readonly source: RefusalSource;
}

/**
 * - `documented`: a page of the vendor has code, status and wording.
 * - `observed`: seen from the live service; what was not seen is ours.
 * - `ours`: the sources are silent; built from the vendor's vocabulary.
 */
export type RefusalSource = 'documented' | 'observed' | 'ours';

/**
 * What a refusal is about, because the vendor's message often does not say. It is shown beside the
 * message: in headers of the answer, by explain and in the log.
 */
export interface RefusalSubject {
  /** The refused parameter, as it is named on the wire: `Tags.2.Value`. */
  readonly parameter?: string | undefined;
  /** Why, in words. */
  readonly reason?: string | undefined;
}

/** Who reads verdicts: the `caller` is told nothing of what another account has. */
export type VerdictReader = 'operator' | 'caller';

/** Thrown to end a request with a refusal. Everything that the transaction wrote is rolled back. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** What it is about, as far as the code that threw it knows. */
  subject: RefusalSubject = {};
  /**
   * Judges every precondition by the facts that led to the refusal; undefined when it was refused
   * before there were any. The facts live as long as this function: whoever keeps a refusal keeps
   * what it answers instead.
   */
  judged: ((reader: VerdictReader) => Verdict[]) | undefined;

  /** `args` fill the `%s` of the refusal's message, in order. */
  constructor(refusal: Refusal, ...args: readonly string[]) {
    super(fill(refusal.message, args));
    this.name = 'Refused';
    this.refusal = refusal;
  }

  /** Every precondition by those facts; none when there are none. */
  verdicts(reader: VerdictReader): Verdict[] {
    return this.judged?.(reader) ?? [];
  }

  /** Adds what the refusal is about. */
  about(subject: RefusalSubject): this {
    this.subject = subject;
    return this;
  }
}

/** Ends the request with `refusal`; `args` fill the `%s` of its message in order. */
export function refuse(refusal: Refusal, ...args: readonly string[]): never {
  throw new Refused(refusal, ...args);
}

/** Ends the request with `refusal`, and says which parameter is refused and why. */
export function refuseParameter(
  subject: Required<RefusalSubject>,
  refusal: Refusal,
  ...args: readonly string[]
): never {
  throw new Refused(refusal, ...args).about(subject);
}

function fill(message: string, args: readonly string[]): string {
  if (args.length === 0) return message;
  let next = 0;
  return message.replaceAll('%s', () => args[next++] ?? '');
}
