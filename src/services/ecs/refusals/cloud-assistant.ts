import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals of the cloud assistant. Of its pages' tables nothing was seen; the codes that are
 * `observed` were met by clients, without a status or, but for the last, a text.
 */
export const cloudAssistantRefusals = {
  CommandNotFound: {
    http: 404,
    code: 'InvalidCommand.NotFound',
    message: 'The specified Command does not exist.',
    source: 'ours',
  },
  InvocationNotFound: {
    http: 404,
    code: 'InvalidInvocation.NotFound',
    message: 'The specified Invocation does not exist.',
    source: 'ours',
  },
  CommandContentMalformed: {
    http: 400,
    code: 'InvalidBase64Content.Malformed',
    message: 'The specified CommandContent is malformed.',
    source: 'observed',
  },
  CommandContentTooLong: {
    http: 400,
    code: 'LimitExceeded.MaximumCommandContent',
    message: "You've reached the limit on the length of CommandContent.",
    source: 'ours',
  },
  InvocationNameTooLong: {
    http: 400,
    code: 'LimitExceeded.MaximumInvocationName',
    message: "You've reached the limit on the length of InvocationName.",
    source: 'observed',
  },
  TimeoutOutside: {
    http: 400,
    code: 'LimitExceeded.MaximumTimeout',
    message: "You've reached the limit on Timeout.",
    source: 'observed',
  },
  LaunchTimeMissing: {
    http: 400,
    code: 'MissingParameter.LaunchTime',
    message: 'The required parameter LaunchTime is not supplied.',
    source: 'ours',
  },
  FrequencyMissing: {
    http: 400,
    code: 'MissingParameter.Frequency',
    message: 'The required parameter Frequency is not supplied.',
    source: 'ours',
  },
  RecurrenceEndTimeMissing: {
    http: 400,
    code: 'MissingParameter.RecurrenceEndTime',
    message: 'The required parameter RecurrenceEndTime is not supplied.',
    source: 'ours',
  },
  RecurrenceEndTimeMalformed: {
    http: 400,
    code: 'InvalidRecurrenceEndTime.Malformed',
    message: 'The specified RecurrenceEndTime is malformed.',
    source: 'ours',
  },
  ParametersMalformed: {
    http: 400,
    code: 'InvalidParameters.Malformed',
    message: 'The specified Parameters is malformed.',
    source: 'ours',
  },
  /** Terraform tries again for five minutes. */
  InstanceUnregistered: {
    http: 400,
    code: 'InvalidInstanceId.Unregister',
    message: 'The cloud assistant of the specified instance is not registered.',
    source: 'observed',
  },
  InvocationNotAllowed: {
    http: 400,
    code: 'InvalidOperation.Forbidden',
    message: 'The specified Invocation is not allowed to operate',
    source: 'observed',
  },
} as const satisfies Record<string, Refusal>;
