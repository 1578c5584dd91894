import type { Refusal } from '#core/refusal.ts';

/** Refusals about traffic mirrors; the vendor's tables were not found. */
export const trafficMirrorRefusals = {
  /** Observed on an interface of an ecs.g4i.large. */
  TrafficMirrorUnsupported: {
    http: 400,
    code: 'InvalidInstanceSpecification.Malformed',
    message: 'The specified instance does not currently support traffic mirror.',
    source: 'observed',
  },
  TrafficMirrorFilterNotFound: {
    http: 404,
    code: 'InvalidTrafficMirrorFilter.NotFound',
    message: 'The specified traffic mirror filter does not exist.',
    source: 'ours',
  },
  TrafficMirrorFilterInvalidStatus: {
    http: 400,
    code: 'InvalidTrafficMirrorFilter.InvalidStatus',
    message: 'The specified traffic mirror filter is not in the correct status for the request.',
    source: 'ours',
  },
  TrafficMirrorFilterInUse: {
    http: 400,
    code: 'InvalidTrafficMirrorFilter.InUse',
    message:
      'The specified traffic mirror filter has dependent resource of a traffic mirror session.',
    source: 'ours',
  },
  TrafficMirrorFilterRuleNotFound: {
    http: 404,
    code: 'InvalidTrafficMirrorFilterRule.NotFound',
    message: 'The specified traffic mirror filter rule does not exist.',
    source: 'ours',
  },
  TrafficMirrorFilterRuleInvalidStatus: {
    http: 400,
    code: 'InvalidTrafficMirrorFilterRule.InvalidStatus',
    message:
      'The specified traffic mirror filter rule is not in the correct status for the request.',
    source: 'ours',
  },
  TrafficMirrorFilterRuleConflict: {
    http: 400,
    code: 'InvalidTrafficMirrorFilterRule.Conflict',
    message:
      'The specified traffic mirror filter already has a rule of the priority %s in the direction.',
    source: 'ours',
  },
  TrafficMirrorPortMalformed: {
    http: 400,
    code: 'InvalidPortRange.Malformed',
    message: 'The specified port range %s is malformed. Ensure that it fits the protocol %s.',
    source: 'ours',
  },
  TrafficMirrorTargetNotFound: {
    http: 404,
    code: 'InvalidTrafficMirrorTarget.NotFound',
    message: 'The specified traffic mirror target does not exist.',
    source: 'ours',
  },
  TrafficMirrorTargetInvalidStatus: {
    http: 400,
    code: 'InvalidTrafficMirrorTarget.InvalidStatus',
    message: 'The specified traffic mirror target is not in the correct status for the request.',
    source: 'ours',
  },
  TrafficMirrorTargetInUse: {
    http: 400,
    code: 'InvalidTrafficMirrorTarget.InUse',
    message:
      'The specified traffic mirror target has dependent resource of a traffic mirror session.',
    source: 'ours',
  },
  TrafficMirrorSessionNotFound: {
    http: 404,
    code: 'InvalidTrafficMirrorSession.NotFound',
    message: 'The specified traffic mirror session does not exist.',
    source: 'ours',
  },
  TrafficMirrorSessionInvalidStatus: {
    http: 400,
    code: 'InvalidTrafficMirrorSession.InvalidStatus',
    message: 'The specified traffic mirror session is not in the correct status for the request.',
    source: 'ours',
  },
  TrafficMirrorSessionConflict: {
    http: 400,
    code: 'InvalidTrafficMirrorSession.Conflict',
    message: 'The specified priority %s belongs to another traffic mirror session.',
    source: 'ours',
  },
  TrafficMirrorToItself: {
    http: 400,
    code: 'InvalidTrafficMirrorTarget.SourceMismatch',
    message: 'The source and the target of the session are the same elastic network interface.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
