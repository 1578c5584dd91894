import { check, type Spec } from './check.ts';
import { hasNoEffect, type Operation, sayAnswer, sayRequest } from './operations.ts';
import type { State } from './state.ts';

type History = readonly Operation[];

/**
 * Shortens a history that no order explains: what came later is left out, and so are reads and
 * refusals that have no part in the contradiction.
 */
export function shorten(spec: Spec<State, Operation>, initial: State, history: History): History {
  const verdict = check(spec, initial, history);
  if (verdict.linearizable) return [];
  let left = history
    .filter(({ from }) => from < verdict.operation.to)
    .toSorted((a, b) => a.from - b.from);
  for (const operation of left.toReversed()) {
    if (!hasNoEffect(operation) || operation === verdict.operation) continue;
    const without = left.filter((each) => each !== operation);
    const then = check(spec, initial, without);
    if (!then.linearizable && then.operation === verdict.operation) left = without;
  }
  const near = neighbours(verdict.operation, verdict.states);
  return left.filter((each) => namesOf(each).some((name) => near.has(name)));
}

/** The resources that the wrong answer is about, and those that share an instance with them. */
function neighbours(operation: Operation, states: readonly State[]): Set<string> {
  const near = new Set(namesOf(operation));
  for (const state of states) {
    for (const [name, { on }] of state.enis) {
      if (near.has(name) && on !== '') near.add(on);
    }
    for (const [name, { on }] of state.enis) if (near.has(on)) near.add(name);
  }
  return near;
}

function namesOf({ request, answer }: Operation): string[] {
  const { do: _, ...named } = request;
  const seen = answer.kind === 'seen' ? Object.keys(answer.seen) : [];
  return [...Object.values(named).map(String), ...seen];
}

/** A history that no order explains, as text. */
export function tell(spec: Spec<State, Operation>, initial: State, history: History): string {
  const short = shorten(spec, initial, history);
  const verdict = check(spec, initial, short);
  if (verdict.linearizable) return 'it can be explained';
  const lines = short.map((operation) => {
    const { who, request, answer, beganMs, endedMs, to } = operation;
    const mark = operation === verdict.operation ? '>' : ' ';
    const end = to === Number.POSITIVE_INFINITY ? '...' : endedMs.toFixed(1);
    const when = `${beganMs.toFixed(1).padStart(8)} - ${end.padEnd(7)}`;
    return `${mark} ${when} ${who.padEnd(8)} ${sayRequest(request).padEnd(32)} ${sayAnswer(answer)}`;
  });
  const possible = verdict.states.slice(0, 3).map(({ key }) => key.replaceAll('\n', ' | '));
  return [
    `no order explains the answer marked > (ms, who, request, answer; ${history.length - short.length} others have no part in it):`,
    ...lines,
    'what was possible before it:',
    ...possible.map((each) => `  ${each}`),
  ].join('\n');
}
