import { control } from '../api/control.ts';
import type { AnsweredEvent } from '../api/events.ts';

interface History {
  readonly requests: readonly { readonly parameters: Readonly<Record<string, unknown>> | null }[];
}

/**
 * Writes that change no status, which no event tells of. Those that begin otherwise either do, or
 * change nothing that is kept live.
 */
const SILENT =
  /^(Modify|Associate|Disassociate|Assign|Unassign|Tag|Untag|Convert|Authorize|Revoke)/;

/** How many requests may wait to be looked up; of a storm of them most are about the same. */
const MOST_WAITING = 20;

/** Finds out which resources such writes were about: the history has their parameters. */
export class TouchedRequests {
  readonly #touch: (id: string) => void;
  #waiting = 0;

  constructor(touch: (id: string) => void) {
    this.#touch = touch;
  }

  hear({ action, status, requestId }: AnsweredEvent): void {
    if (status !== 200 || !SILENT.test(action) || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    control<History>(`requests/${encodeURIComponent(requestId)}`)
      .then(({ requests }) => {
        for (const text of textsIn(requests[0]?.parameters)) this.#touch(text);
      })
      // A server that keeps no history, or no longer has it: the next read shows the change.
      .catch(() => {})
      .finally(() => {
        this.#waiting -= 1;
      });
  }
}

/** Every text in a value, ids among them. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) yield* textsIn(each);
  }
}
