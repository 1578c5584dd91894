import { existsUnnamed, inStatus } from '#core/common.rules.ts';
import { ecsRefusals } from '../refusals.ts';

export const orderExists = existsUnnamed(ecsRefusals.ScheduledInstanceNotFound, 'order', 'order');

export const orderInStatus = (...statuses: readonly string[]) =>
  inStatus(ecsRefusals.ScheduledInstanceStatus, 'order', 'order', statuses);
