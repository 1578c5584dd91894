import { inStatus, thereIs } from '#core/common.rules.ts';
import type { InstanceRow } from '#store/schema.ts';
import { ecsRefusals } from '../refusals.ts';

interface InstanceFacts {
  readonly instanceId: string;
  readonly instance: Pick<InstanceRow, 'status'> | undefined;
}

export const instanceExists = thereIs(
  ecsRefusals.InstanceNotFound,
  'instance',
  ({ instance, instanceId }: InstanceFacts) =>
    instance ? `${instanceId} exists` : `there is no instance ${instanceId} in this region`,
);

export const instanceInStatus = (statuses: readonly string[]) =>
  inStatus(ecsRefusals.InstanceStatus, 'instance', 'instance', statuses);
