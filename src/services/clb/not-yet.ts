type Lost = Readonly<Record<string, string>>;

/** Actions that are missing together, for one reason. */
const family = (lost: string, ...actions: readonly string[]): Lost =>
  Object.fromEntries(actions.map((action) => [action, lost]));

/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Lost = {
  ...family(
    'there are no network load balancers',
    'AddNLBBackendServers',
    'CreateNLBListener',
    'CreateNLBSecurityPolicy',
    'CreateNLBServerGroup',
    'CreateNetworkLoadBalancer',
    'DeleteNLBListener',
    'DeleteNLBSecurityPolicy',
    'DeleteNLBServerGroup',
    'DeleteNetworkLoadBalancer',
    'DescribeNLBListenerAttributes',
    'DescribeNLBListenerCertificates',
    'DescribeNLBListenerHealth',
    'DescribeNLBListeners',
    'DescribeNLBSecurityPolicies',
    'DescribeNLBServerGroupAttributes',
    'DescribeNLBServerGroups',
    'DescribeNLBSystemSecurityPolicies',
    'DescribeNLBZones',
    'DescribeNetworkLoadBalancerAttributes',
    'DescribeNetworkLoadBalancers',
    'ListTagsForNLBResources',
    'ModifyNLBBackendServersAttributes',
    'ModifyNLBListenerAdditionalCertificates',
    'ModifyNLBListenerAttributes',
    'ModifyNLBSecurityPolicyAttributes',
    'ModifyNLBServerGroupAttributes',
    'ModifyNetworkLoadBalancerAccessLog',
    'ModifyNetworkLoadBalancerAttributes',
    'ModifyNetworkLoadBalancerBandwidthPackage',
    'ModifyNetworkLoadBalancerNetworkType',
    'ModifyNetworkLoadBalancerSecurityGroups',
    'ModifyNetworkLoadBalancerZones',
    'RemoveNLBBackendServers',
    'TagNLBResources',
    'UntagNLBResources',
  ),
  ...family('what the specifications hold is unknown', 'DescribeLoadBalancerSpecs'),
  ...family('a listener has one certificate', 'ModifyListenerDomainExtensions'),
};
