import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

interface OnInstanceFacts {
  readonly networkInterface: { readonly instance_id: string | null } | undefined;
}

/** The interface is on an instance. Observed of a target; a source is an instance's, too. */
export const onAnInstance: Rule<OnInstanceFacts> = {
  refusal: vpcRefusals.EniInstanceMismatch,
  broken: ({ networkInterface }) => networkInterface && networkInterface.instance_id === null,
  because: ({ networkInterface }) =>
    `the interface is on ${networkInterface?.instance_id ?? 'no instance'}`,
};
