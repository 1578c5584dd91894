/** What is asked of the system, by the names that a run gives to interfaces and instances. */
export type Request =
  | { readonly do: 'create'; readonly eni: string }
  | {
      readonly do: 'attach';
      readonly eni: string;
      readonly instance: string;
      /** Whether the interface ends with the instance. */
      readonly ends: boolean;
    }
  | { readonly do: 'detach'; readonly eni: string; readonly instance: string }
  | { readonly do: 'delete' | 'show'; readonly eni: string }
  | { readonly do: 'assign' | 'unassign'; readonly eni: string; readonly address: string }
  | { readonly do: 'stop' | 'start' | 'end' | 'show instance'; readonly instance: string }
  | { readonly do: 'list' }
  /** What the data plane did at one moment. It is not an answer to a client. */
  | { readonly do: 'plugged' | 'plug refused'; readonly eni: string; readonly instance: string }
  | { readonly do: 'unplugged'; readonly eni: string };

/** What was answered. */
export type Answer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly code: string }
  /** Each resource that a read was about, as one line; '' for one that is not there. */
  | { readonly kind: 'seen'; readonly seen: Readonly<Record<string, string>> }
  /**
   * Nobody knows the answer: the operation may have taken effect, may still do so, or never will.
   */
  | { readonly kind: 'unknown' };

/** One operation of a history. */
export interface Operation {
  readonly who: string;
  readonly request: Request;
  readonly answer: Answer;
  /** The places of its beginning and its end in the order of all that was recorded. */
  readonly from: number;
  /** Infinity where the answer is unknown. */
  readonly to: number;
  /** The same in milliseconds since the run began. */
  readonly beganMs: number;
  readonly endedMs: number;
}

/** Whether the operation can change nothing: without it, the rest of the history stays right. */
export function hasNoEffect({ answer }: Operation): boolean {
  return answer.kind === 'seen' || answer.kind === 'refused';
}

export function sayRequest(request: Request): string {
  const { do: what, ...named } = request;
  const parts = Object.entries(named).map(([name, value]) => (name === 'ends' ? '' : value));
  const ends = 'ends' in named && named.ends ? ' until it ends' : '';
  return `${what} ${parts.filter(Boolean).join(' ')}${ends}`.trim();
}

export function sayAnswer(answer: Answer): string {
  switch (answer.kind) {
    case 'seen':
      return Object.entries(answer.seen)
        .map(([name, seen]) => `${name}: ${seen || 'not there'}`)
        .join('; ');
    case 'refused':
      return answer.code;
    case 'unknown':
      return 'nobody knows';
    case 'ok':
      return 'ok';
  }
}
