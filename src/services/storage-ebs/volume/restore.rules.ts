import { inStatus, onlyWhere } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';

export interface RestoreFacts {
  readonly volume: { readonly id: string; readonly status: string } | undefined;
  /** The instance that the volume is on, if any. */
  readonly instance: { readonly id: string; readonly status: string } | undefined;
}

/** What a volume holds is replaced while nothing uses it: it is free, or its instance is stopped. */
export const restorable = onlyWhere<RestoreFacts, RestoreFacts>(
  ({ instance }) => instance !== undefined,
  inStatus(ebsRefusals.InstanceStatus, 'instance', 'instance', ['STOPPED']),
);
