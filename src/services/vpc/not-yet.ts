type Lost = Readonly<Record<string, string>>;

/** Actions that are missing together, for one reason. */
const family = (lost: string, ...actions: readonly string[]): Lost =>
  Object.fromEntries(actions.map((action) => [action, lost]));

const eips = family(
  'no traffic is measured, so there are no monitoring figures of EIPs',
  'DescribeEipAddressHighResolutionMonitorAttribute',
  'DisableEipAddressHighResolutionMonitor',
  'EnableEipAddressHighResolutionMonitor',
);

const bandwidthPackages: Lost = {
  ...family(
    'EIPs have their own bandwidth: no shared bandwidth packages',
    'AddBandwidthPackageIp',
    'CancelBandwidthPackageEipBandwidth',
    'CreateBandwidthPackage',
    'DeleteBandwidthPackage',
    'DescribeBandwidthPackages',
    'ModifyBandwidthPackageAttributes',
    'ModifyBandwidthPackageEipBandwidth',
    'ModifyBandwidthPackageSpec',
    'RemoveBandwidthPackageIp',
  ),
  Describe95Traffic: 'no traffic is measured, so there are no 95th percentile figures',
};

const ipAddressPools = family(
  'EIPs come from one built-in pool: no pools of your own addresses',
  'AddIpAddressPoolCidrBlock',
  'CreateIpAddressPool',
  'DeleteIpAddressPool',
  'DeleteIpAddressPoolCidrBlock',
  'DescribeIpAddressPoolAttributes',
  'DescribeIpAddressPoolCidrBlocks',
  'DescribeIpAddressPools',
  'ModifyIpAddressPoolAttributes',
);

const ipv4Gateways = family(
  'there are no IPv4 gateways: whether a VPC reaches the internet cannot be switched',
  'AttachIpv4Gateway',
  'CreateIpv4Gateway',
  'DeleteIpv4Gateway',
  'DescribeIpv4Gateways',
  'DetachIpv4Gateway',
  'DisableIpv4Gateway',
  'EnableIpv4Gateway',
  'ModifyIpv4Gateway',
);

const instanceGroups = family(
  'there are no server groups for routes to lead to',
  'CreateInstanceGroup',
  'DeleteInstanceGroup',
  'DescribeInstanceGroups',
  'ModifyInstanceGroupAttributes',
  'ModifyInstanceGroupMembers',
);

const flowLogs = family(
  'traffic is not logged',
  'ActiveFlowLog',
  'CreateFlowLog',
  'DeactiveFlowLog',
  'DeleteFlowLog',
  'DescribeFlowLogs',
  'ModifyFlowLogAttribute',
);

const trafficMirrors = family(
  'traffic is not mirrored',
  'CreateTrafficMirrorFilter',
  'CreateTrafficMirrorFilterRule',
  'CreateTrafficMirrorSession',
  'CreateTrafficMirrorTarget',
  'DeleteTrafficMirrorFilter',
  'DeleteTrafficMirrorFilterRule',
  'DeleteTrafficMirrorSession',
  'DeleteTrafficMirrorTarget',
  'DescribeTrafficMirrorFilters',
  'DescribeTrafficMirrorSessions',
  'DescribeTrafficMirrorTargets',
  'ModifyTrafficMirrorFilterAttributes',
  'ModifyTrafficMirrorFilterRuleAttributes',
  'ModifyTrafficMirrorSessionAttributes',
  'ModifyTrafficMirrorTargetAttributes',
);

const ipam = family(
  'address plans are not kept: there is no IP address manager (IPAM)',
  'AssociateIpamResourceDiscovery',
  'CreateIpam',
  'CreateIpamPool',
  'CreateIpamPoolAllocation',
  'CreateIpamResourceDiscovery',
  'CreateIpamScope',
  'DeleteIpam',
  'DeleteIpamPool',
  'DeleteIpamResourceDiscovery',
  'DeleteIpamScope',
  'DeprovisionIpamPoolCidr',
  'DescribeIpamCloudMonitorDimensions',
  'DescribeIpamDiscoveredResourceCidrs',
  'DescribeIpamOrganizationAccount',
  'DescribeIpamPoolAllocations',
  'DescribeIpamPoolCidrs',
  'DescribeIpamPools',
  'DescribeIpamResourceCidrs',
  'DescribeIpamResourceDiscoveries',
  'DescribeIpamResourceDiscoveryAssociations',
  'DescribeIpamScopeStats',
  'DescribeIpamScopes',
  'DescribeIpams',
  'DisableIpamOrganizationTrustedService',
  'DisassociateIpamResourceDiscovery',
  'EnableIpamOrganizationTrustedService',
  'GetIpamPoolAvailableCidr',
  'ListTagsForIpamResources',
  'ModifyIpam',
  'ModifyIpamPool',
  'ModifyIpamResourceCidr',
  'ModifyIpamResourceDiscovery',
  'ModifyIpamScope',
  'ProvisionIpamPoolCidr',
  'ReleaseIpamPoolAllocation',
  'TagIpamResources',
  'UntagIpamResources',
);

/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Lost = {
  ...eips,
  ...bandwidthPackages,
  ...ipAddressPools,
  ...ipv4Gateways,
  ...instanceGroups,
  ...flowLogs,
  ...trafficMirrors,
  ...ipam,
};
