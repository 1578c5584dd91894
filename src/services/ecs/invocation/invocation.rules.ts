import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { InvocationRow } from '#store/schema/cloud-assistant.ts';
import { ecsRefusals } from '../refusals.ts';

type InvocationFacts = Holding<'invocation', InvocationRow>;

/** The invocation exists, and is in one of the statuses. */
export const invocationIn = (statuses: readonly string[]): readonly Rule<InvocationFacts>[] => [
  exists(ecsRefusals.InvocationNotFound, 'invocation', 'invocation'),
  inStatus(ecsRefusals.InvocationNotAllowed, 'invocation', 'invocation', statuses),
];
