type Input = Record<string, unknown>;
type Make = (action: string, input?: Input) => Promise<Record<string, string | undefined>>;

const eip = async (make: Make) => ({
  AllocationIds: [(await make('AllocateEipAddress', { BillingType: 3 })).AllocationId],
});

/** Calls of the actions on EIPs that give a task. */
export const EIP_CALLS: Readonly<Record<string, (make: Make) => Promise<Input>>> = {
  EnableEipAddressHighResolutionMonitor: async (make) => ({
    ...(await eip(make)),
    LogProjectName: 'metrics',
    LogTopicName: 'eips',
  }),
  DisableEipAddressHighResolutionMonitor: eip,
};
