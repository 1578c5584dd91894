import type { Refusal } from '#core/refusal.ts';

/** Refusals about flow logs; the vendor's tables were not found. */
export const flowLogRefusals = {
  FlowLogNotFound: {
    http: 404,
    code: 'InvalidFlowLog.NotFound',
    message: 'The specified flow log does not exist.',
    source: 'ours',
  },
  FlowLogInvalidStatus: {
    http: 400,
    code: 'InvalidFlowLog.InvalidStatus',
    message: 'The specified flow log is not in the correct status for the request.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
