/**
 * A refusal is a value: what a client is told when a request is not carried out.
 * Each service keeps its own in one table; nobody builds an error message by hand.
 */
export interface Refusal {
  /** HTTP status of the answer. */
  readonly http: number;
  /** `ResponseMetadata.Error.Code`, to the letter. */
  readonly code: string;
  /** `ResponseMetadata.Error.Message`; each `%s` is filled by an argument of {@link refuse}. */
  readonly message: string;
  /**
   * `ResponseMetadata.Error.CodeN`. The gateway's refusals have documented numbers (1000xx);
   * of the services' refusals no number is known: they carry 0.
   */
  readonly codeN?: number;
  /** Where code and wording come from. */
  readonly source: RefusalSource;
}

/**
 * - `documented`: code, status and wording stand on a page of the vendor.
 * - `observed`: seen from the live service; what was not seen is ours.
 * - `ours`: the sources are silent; built from the vendor's vocabulary.
 */
export type RefusalSource = 'documented' | 'observed' | 'ours';

/** Thrown to end a request with a refusal. Everything the transaction wrote is undone. */
export class Refused extends Error {
  readonly refusal: Refusal;

  /** `args` fill the `%s` of the refusal's message, in order. */
  constructor(refusal: Refusal, ...args: readonly string[]) {
    super(fill(refusal.message, args));
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Ends the request with `refusal`; `args` fill the `%s` of its message in order. */
export function refuse(refusal: Refusal, ...args: readonly string[]): never {
  throw new Refused(refusal, ...args);
}

function fill(message: string, args: readonly string[]): string {
  if (args.length === 0) return message;
  let next = 0;
  return message.replaceAll('%s', () => args[next++] ?? '');
}
