import { existsUnnamed, inStatus } from '#core/common.rules.ts';
import { SETTLED } from '#services/ecs/instance/lifecycle.ts';
import { vpcRefusals } from './refusals.ts';

/* What actions of this service ask of instances. The ecs service words its own. */

export const instanceExists = existsUnnamed(vpcRefusals.InstanceNotFound, 'instance', 'instance');

/** Nothing is on its way with it, and nothing went wrong. */
export const instanceIsSettled = inStatus(
  vpcRefusals.InstanceInvalidStatus,
  'instance',
  'instance',
  SETTLED,
);
