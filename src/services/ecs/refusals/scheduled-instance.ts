import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals of the actions on elastic scheduled instances (ESI). Their pages' tables were not seen.
 */
export const scheduledInstanceRefusals = {
  ScheduledInstanceNotFound: {
    http: 404,
    code: 'InvalidScheduledInstance.NotFound',
    message: 'The specified scheduled instance does not exist.',
    source: 'ours',
  },
  ScheduledInstanceStatus: {
    http: 400,
    code: 'InvalidScheduledInstance.InvalidStatus',
    message: 'The specified scheduled instance is not in the correct status for the request.',
    source: 'ours',
  },
  /** The rule: DeleteScheduledInstance (docs 6396/1187926). */
  ScheduledInstanceTooOld: {
    http: 400,
    code: 'InvalidOperation.Forbidden',
    message: 'The specified scheduled instance is not allowed to operate.',
    source: 'ours',
  },
  StartDeliveryMissing: {
    http: 400,
    code: 'MissingParameter.StartDeliveryAt',
    message: 'The required parameter StartDeliveryAt is not supplied.',
    source: 'ours',
  },
  StartDeliveryMalformed: {
    http: 400,
    code: 'InvalidStartDeliveryAt.Malformed',
    message: 'The specified StartDeliveryAt is malformed.',
    source: 'ours',
  },
  EndDeliveryMalformed: {
    http: 400,
    code: 'InvalidEndDeliveryAt.Malformed',
    message: 'The specified EndDeliveryAt is malformed.',
    source: 'ours',
  },
  AutoReleaseMissing: {
    http: 400,
    code: 'MissingParameter.AutoReleaseAt',
    message: 'The required parameter AutoReleaseAt is not supplied.',
    source: 'ours',
  },
  AutoReleaseMalformed: {
    http: 400,
    code: 'InvalidAutoReleaseAt.Malformed',
    message: 'The specified AutoReleaseAt is malformed.',
    source: 'ours',
  },
  StockTypeMissing: {
    http: 400,
    code: 'MissingParameter.InstanceTypeId',
    message: 'The required parameter InstanceTypeId is not supplied.',
    source: 'ours',
  },
  StockZoneMissing: {
    http: 400,
    code: 'MissingParameter.ZoneId',
    message: 'The required parameter ZoneId is not supplied.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
