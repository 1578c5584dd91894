import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { type CoreCountFacts, coreCountRule } from './core-count.rules.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { STEADY } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

export interface ModifyAttributeFacts extends OperateFacts, CoreCountFacts {
  /** Whether the image's system allows the hostname; undefined when none is given. */
  readonly hostnameFits: boolean | undefined;
}

/** The preconditions of ModifyInstanceAttribute; the vendor's table was not seen, the order is ours. */
export const modifyAttributeRules: readonly Rule<ModifyAttributeFacts>[] = [
  instanceExists,
  instanceInStatus(STEADY),
  {
    refusal: ecsRefusals.HostnameMalformed,
    parameter: 'Hostname',
    broken: ({ hostnameFits }) => hostnameFits === false,
    because: ({ hostnameFits }) =>
      hostnameFits === undefined
        ? 'no hostname is given'
        : `the image's system ${hostnameFits ? 'allows' : 'does not allow'} the hostname`,
  },
  coreCountRule,
];
