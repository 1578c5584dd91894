type Input = Record<string, unknown>;
type Make = (action: string, input?: Input) => Promise<Record<string, string | undefined>>;

const ipam = async (make: Make) => ({ IpamId: (await make('CreateIpam')).IpamId });

const scope = async (make: Make) => ({
  IpamScopeId: (await make('CreateIpamScope', await ipam(make))).IpamScopeId,
});

const pool = async (make: Make) => {
  const input = { ...(await scope(make)), IpVersion: 'IPv4' };
  return { IpamPoolId: (await make('CreateIpamPool', input)).IpamPoolId };
};

const block = async (make: Make) => ({ ...(await pool(make)), CidrBlock: '10.0.0.0/8' });

const provisioned = async (make: Make) => {
  const given = await block(make);
  await make('ProvisionIpamPoolCidr', given);
  return given;
};

const discovery = async (make: Make) => ({
  IpamResourceDiscoveryId: (await make('CreateIpamResourceDiscovery')).IpamResourceDiscoveryId,
});

/** Calls of IP address management that answer a task. */
export const IPAM_CALLS = {
  CreateIpam: async () => ({}),
  ModifyIpam: ipam,
  DeleteIpam: ipam,
  CreateIpamScope: ipam,
  DeleteIpamScope: scope,
  CreateIpamPool: async (make: Make) => ({ ...(await scope(make)), IpVersion: 'IPv4' }),
  DeleteIpamPool: pool,
  ProvisionIpamPoolCidr: block,
  DeprovisionIpamPoolCidr: provisioned,
  async ReleaseIpamPoolAllocation(make: Make) {
    const { IpamPoolId } = await provisioned(make);
    const made = await make('CreateIpamPoolAllocation', { IpamPoolId, CidrMask: 16 });
    return { IpamPoolId, ...made };
  },
  CreateIpamResourceDiscovery: async () => ({}),
  ModifyIpamResourceDiscovery: discovery,
  DeleteIpamResourceDiscovery: discovery,
};
