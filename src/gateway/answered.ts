import type { Refused } from '#core/refusal.ts';
import type { Served } from './directory.ts';
import type { Answer, Identity } from './encode.ts';
import type { Progress } from './progress.ts';
import type { Wire } from './read.ts';
import type { Trace } from './trace.ts';

/** What an observer is told. */
export interface Answered {
  readonly identity: Identity;
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  /** The parameter that a refusal is about, if it is known. */
  readonly parameter?: string;
  readonly reason?: string;
  readonly accountId: string;
  /** From the whole request to its answer; absent for what never entered the pipeline. */
  readonly ms?: number;
  /** Milliseconds by stage, of a request that was traced. */
  readonly stages?: ReturnType<Trace['end']>;
  /** A fault that was answered as InternalError. */
  readonly fault?: unknown;
  /** The id of the last fault of a tester's that struck the request before or in its answer. */
  readonly injectedFault?: string;
  /** Nothing here has such an action: its names are the client's own. */
  readonly unserved?: true;
  /** It only read, and asked to be left out of the history and of events. */
  readonly unrecorded?: true;
}

/** A request and its answer. Whoever keeps something of it must see how much that is. */
export interface Handled {
  readonly answered: Answered;
  /** Absent when the request could not be read. */
  readonly wire: Wire | undefined;
  /** Absent when it found no action. */
  readonly target: Served | undefined;
  /** Why it was not carried out; the message is the one of the answer. */
  readonly refused: Refused | undefined;
  /** The intents of the transitions that it began. */
  readonly scheduled: readonly string[];
}

/** Logs, metrics and audit are observers, never calls inside an action. */
export interface RequestObservers {
  /** Called after each answer. */
  readonly onAnswered?: ((answered: Answered) => void) | undefined;
  /** Called after each answer, with the request itself: for the history. */
  readonly onHandled?: ((handled: Handled) => void) | undefined;
}

/** How a request ended, apart from what was known before. */
export interface Ending {
  readonly answer: Answer;
  /** '' for a success. */
  readonly code: string;
  readonly ms: number | undefined;
  readonly stages: Answered['stages'] | undefined;
  readonly refused: Refused | undefined;
  readonly fault: unknown;
}

/** Tells the observers of a request. An observer's fault changes no answer. */
export function tellObservers(
  { onAnswered, onHandled }: RequestObservers,
  progress: Progress,
  ending: Ending,
): void {
  try {
    const answered = answeredOf(progress, ending);
    onAnswered?.(answered);
    if (onHandled === undefined || answered.unrecorded) return;
    const { wire, target, scheduled = NOTHING } = progress;
    onHandled({ answered, wire, target, refused: ending.refused, scheduled });
  } catch (error) {
    // The request has been carried out.
    process.emitWarning(`an observer failed: ${error}`);
  }
}

const NOTHING: readonly string[] = [];

function answeredOf(progress: Progress, { answer, code, ms, stages, fault }: Ending): Answered {
  const { identity, accountId, injectedFault, unrecorded, target } = progress;
  const answered: { -readonly [K in keyof Answered]: Answered[K] } = {
    identity,
    status: answer.status,
    code,
    accountId,
  };
  if (answer.subject?.parameter) answered.parameter = answer.subject.parameter;
  if (answer.subject?.reason) answered.reason = answer.subject.reason;
  if (ms !== undefined) answered.ms = ms;
  if (stages !== undefined) answered.stages = stages;
  if (fault) answered.fault = fault;
  if (injectedFault) answered.injectedFault = injectedFault;
  if (target === undefined) answered.unserved = true;
  if (unrecorded && target?.action.kind === 'read') answered.unrecorded = true;
  return answered;
}
