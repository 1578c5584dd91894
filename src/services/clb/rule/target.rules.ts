import type { Rule } from '#core/action.ts';
import { type ListenerFacts, listenerExists } from '../listener/listener.rules.ts';
import { clbRefusals } from '../refusals.ts';

/** What rules of a listener would do. */
export interface TargetFacts extends ListenerFacts {
  /** A server group that is not there, or belongs to another load balancer. */
  readonly noGroup: string | undefined;
  readonly foreign: string | undefined;
  /** One of them would forward to nothing. */
  readonly aimless: boolean;
}

export const targetRules: readonly Rule<TargetFacts>[] = [
  listenerExists,
  {
    refusal: clbRefusals.ListenerProtocol,
    broken: ({ listener }) => listener && !listener.protocol.startsWith('HTTP'),
    because: ({ listener }) => `its Protocol is ${listener?.protocol ?? 'unknown'}`,
  },
  {
    refusal: clbRefusals.RuleTargetMissing,
    parameter: 'Rules.ServerGroupId',
    broken: ({ aimless }) => aimless,
    because: ({ aimless }) =>
      aimless ? 'a rule that forwards has no server group' : 'each rule has its target',
  },
  {
    refusal: clbRefusals.ServerGroupNotFound,
    broken: ({ noGroup }) => noGroup !== undefined,
    because: ({ noGroup }) =>
      noGroup === undefined ? 'what it uses is there' : `there is no ${noGroup}`,
  },
  {
    refusal: clbRefusals.ServerGroupMismatch,
    broken: ({ foreign }) => foreign !== undefined,
    because: ({ foreign }) =>
      foreign === undefined ? 'the server group is its own' : `${foreign} is another's`,
  },
];
