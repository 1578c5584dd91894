import type { Action } from '#core/action.ts';
import type { OnTransition } from '#core/context.ts';

/** What the suites have checked of every request: what an action does must be what it declares. */

const strict = new WeakMap<Action, ReturnType<Action['result']['strict']>>();

/** @throws when an answer differs from its action's contract, or has a field that is not in it. */
export function checkAnswer(action: Action, answer: object): void {
  const schema = strict.get(action) ?? action.result.strict();
  strict.set(action, schema);
  schema.parse(answer);
}

/** Fails an action that schedules what its contract does not name. */
export function checkingTransitions(
  action: Action,
  onTransition: OnTransition | undefined,
): OnTransition {
  return (transition) => {
    const { kind } = transition;
    if (!action.begins.includes(kind))
      throw new Error(`${action.name} does not say it begins ${kind}`);
    return onTransition?.(transition);
  };
}
