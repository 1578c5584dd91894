/*
 * How an answer says that there is nothing: null, an empty list, '' or a struct of nothing. Each row
 * is decided by what a client does with it; everything else is a list that is empty and a text that
 * is ''. The provider's unchecked type assertions end its process on null, so null is the exception.
 */

/**
 * A field of an answer by its path, the value that means nothing, and the client that decides which
 * value it is.
 */
export interface Row {
  readonly action: string;
  readonly field: string;
  readonly nothing: null | [] | '' | 'struct';
  readonly because: string;
}

const COUNTS = 'Terraform counts the list where there is one, and keeps a count that nobody gave';
const READS = 'Terraform reads a field of it, or goes through it, without a test';
const CONCLUDES = 'Terraform concludes from an empty list that the association is gone';

export const NOTHING: readonly Row[] = [
  // Fields that are null in the cloud's answers, as the clients' tests show.
  {
    action: 'DescribeInstances',
    field: 'Instances[].EipAddress',
    nothing: null,
    because: 'Terraform holds the id of one that is there against the eip_id of the configuration',
  },
  {
    action: 'DescribeInstances',
    field: 'Instances[].NetworkInterfaces[].IPv6Sets',
    nothing: null,
    because: COUNTS,
  },
  {
    action: 'DescribeInstances',
    field: 'Instances[].NetworkInterfaces[].Ipv6Addresses',
    nothing: null,
    because: 'the same list under its other name',
  },
  {
    action: 'DescribeNetworkInterfaces',
    field: 'NetworkInterfaceSets[].IPv6Sets',
    nothing: null,
    because: COUNTS,
  },
  {
    action: 'DescribeNetworkInterfaceAttributes',
    field: 'IPv6Sets',
    nothing: null,
    because: COUNTS,
  },
  {
    action: 'DescribeInstanceTypes',
    field: 'InstanceTypes[].Gpu',
    nothing: null,
    because: 'Terraform calls every instance a GPU server whose type has a value here',
  },
  {
    action: 'DescribeInstanceTypes',
    field: 'InstanceTypes[].Rdma',
    nothing: null,
    because: 'cello and Terraform test for it before they read it',
  },
  {
    action: 'DescribeLoadBalancerAttributes',
    field: 'Eip',
    nothing: null,
    because: 'Terraform counts one billing configuration of an EIP where there is a struct',
  },
  {
    action: 'DescribeLoadBalancerAttributes',
    field: 'Ipv6AddressBandwidth',
    nothing: null,
    because: 'the same for IPv6',
  },
  {
    action: 'DescribeRules',
    field: 'Rules[].RedirectConfig',
    nothing: null,
    because: 'Terraform finds a change in one that the file does not have',
  },
  {
    action: 'DescribeServerGroupAttributes',
    field: 'AnyPortEnabled',
    nothing: null,
    because: 'the same field as in the list',
  },
  {
    action: 'DescribeServerGroups',
    field: 'ServerGroups[].AnyPortEnabled',
    nothing: null,
    because: 'Terraform reads a boolean there, and fails on a text',
  },

  // What must never be null.
  {
    action: 'DescribeInstances',
    field: 'Instances[].NetworkInterfaces',
    nothing: [],
    because: READS,
  },
  {
    action: 'DescribeInstances',
    field: 'Instances[].CpuOptions',
    nothing: 'struct',
    because: READS,
  },
  { action: 'DescribeInstances', field: 'NextToken', nothing: '', because: READS },
  {
    action: 'DescribeInstanceTypes',
    field: 'InstanceTypes[].Network',
    nothing: 'struct',
    because: 'cello and cilium read its quotas without a test',
  },
  { action: 'DescribeInstanceTypes', field: 'NextToken', nothing: '', because: READS },
  { action: 'DescribeImages', field: 'NextToken', nothing: '', because: READS },
  { action: 'DescribeUserData', field: 'UserData', nothing: '', because: READS },
  {
    action: 'DescribeNetworkInterfaces',
    field: 'NetworkInterfaceSets[].PrivateIpSets',
    nothing: 'struct',
    because: 'cilium reads its list without a test',
  },
  {
    action: 'DescribeNetworkInterfaces',
    field: 'NetworkInterfaceSets[].AssociatedElasticIp',
    nothing: 'struct',
    because: "Terraform shows its two fields; the rows of the vendor's own page have both as texts",
  },
  {
    action: 'DescribeNetworkInterfaces',
    field: 'NetworkInterfaceSets[].DeviceId',
    nothing: '',
    because: READS,
  },
  {
    action: 'DescribeNetworkInterfaceAttributes',
    field: 'PrivateIpSets',
    nothing: 'struct',
    because: 'cilium reads its list without a test',
  },
  { action: 'DescribeNetworkInterfaceAttributes', field: 'DeviceId', nothing: '', because: READS },
  {
    action: 'DescribeVpcs',
    field: 'Vpcs[].Ipv6CidrBlock',
    nothing: '',
    because: 'Terraform takes anything else for IPv6 that is switched on',
  },
  {
    action: 'DescribeVpcs',
    field: 'Vpcs[].DnsServers',
    nothing: [],
    because: 'an empty list is what Terraform has where none was given',
  },
  { action: 'DescribeSubnets', field: 'Subnets[].Ipv6CidrBlock', nothing: '', because: READS },
  {
    action: 'DescribeNetworkAcls',
    field: 'NetworkAcls[].IngressAclEntries',
    nothing: [],
    because: READS,
  },
  {
    action: 'DescribeNetworkAcls',
    field: 'NetworkAcls[].EgressAclEntries',
    nothing: [],
    because: READS,
  },
  { action: 'DescribeNetworkAcls', field: 'NetworkAcls[].Resources', nothing: [], because: READS },
  {
    action: 'DescribeHaVips',
    field: 'HaVips[].AssociatedInstanceIds',
    nothing: [],
    because: CONCLUDES,
  },
  {
    action: 'DescribeRouteTableList',
    field: 'RouterTableList[].SubnetIds',
    nothing: [],
    because: CONCLUDES,
  },
  {
    action: 'DescribePrefixListAssociations',
    field: 'PrefixListAssociations',
    nothing: [],
    because: READS,
  },
  { action: 'DescribePrefixListEntries', field: 'PrefixListEntries', nothing: [], because: READS },
  { action: 'DescribeEipAddressAttributes', field: 'InstanceId', nothing: '', because: READS },
  {
    action: 'DescribeVolumes',
    field: 'Volumes[].ExtraPerformance',
    nothing: 'struct',
    because: 'Terraform fails on one that is there and is no struct',
  },
];
