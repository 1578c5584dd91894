const GATEWAY = ['DescribeNatGateways', { NatGatewayIds: ['NAT-GATEWAY'] }] as const;
const SNAT = ['DescribeSnatEntries', { SnatEntryIds: ['SNAT-ENTRY'] }] as const;
const DNAT = ['DescribeDnatEntries', { DnatEntryIds: ['DNAT-ENTRY'] }] as const;

const NAT_IP = ['DescribeNatIpAttributes', { NatIpId: 'NAT-IP' }] as const;

const service = 'natgateway';
/** One that can be asked for by name. */
const ADDRESS = '203.0.113.77';

/** NAT gateways with EIPs and entries: `VPC` and `SUBNET` stand for what is there. */
export const NAT_ROUND_TRIPS = [
  {
    service,
    action: 'CreateNatGateway',
    given: {
      VpcId: 'VPC',
      SubnetId: 'SUBNET',
      NatGatewayName: 'nat',
      Description: 'round trip',
      NetworkType: 'internet',
      BillingType: 3,
      Spec: 'Large',
      DirectMode: false,
      ProjectName: 'default',
      Tags: [{ Key: 'k', Value: 'v' }],
    },
    makes: ['NAT-GATEWAY', 'NatGatewayId'],
    describe: GATEWAY,
  },
  {
    service,
    action: 'ModifyNatGatewayAttributes',
    given: {
      NatGatewayId: 'NAT-GATEWAY',
      NatGatewayName: 'nat-2',
      Description: 'changed',
      Spec: 'Medium',
      DirectMode: true,
      SmartScheduleEnabled: true,
      SmartScheduleRule: 'rule',
    },
    describe: GATEWAY,
  },
  {
    action: 'AllocateEipAddress',
    given: { BillingType: 3, IpAddress: ADDRESS },
    makes: ['NAT-EIP', 'AllocationId'],
    describe: ['DescribeEipAddressAttributes', { AllocationId: 'NAT-EIP' }],
    shown: { EipAddress: ADDRESS },
    again: true,
  },
  {
    action: 'AssociateEipAddress',
    given: { AllocationId: 'NAT-EIP', InstanceId: 'NAT-GATEWAY', InstanceType: 'Nat' },
    describe: ['DescribeEipAddressAttributes', { AllocationId: 'NAT-EIP' }],
    again: true,
  },
  {
    service,
    action: 'CreateSnatEntry',
    given: {
      NatGatewayId: 'NAT-GATEWAY',
      SourceCidr: '10.0.9.0/24',
      EipId: 'NAT-EIP',
      SnatEntryName: 'out',
    },
    makes: ['SNAT-ENTRY', 'SnatEntryId'],
    describe: SNAT,
    without: ['SubnetId', 'NatIpId'],
  },
  {
    service,
    action: 'ModifySnatEntryAttributes',
    given: { SnatEntryId: 'SNAT-ENTRY', SnatEntryName: 'out-2', EipId: 'NAT-EIP' },
    describe: SNAT,
    without: ['NatIpId'],
  },
  {
    service,
    action: 'CreateDnatEntry',
    given: {
      NatGatewayId: 'NAT-GATEWAY',
      ExternalIp: ADDRESS,
      ExternalPort: '80-89',
      InternalIp: '10.0.1.99',
      InternalPort: '8080-8089',
      Protocol: 'udp',
      PortType: 'specified',
      DnatEntryName: 'in',
    },
    makes: ['DNAT-ENTRY', 'DnatEntryId'],
    describe: DNAT,
  },
  {
    service,
    action: 'ModifyDnatEntryAttributes',
    given: {
      DnatEntryId: 'DNAT-ENTRY',
      DnatEntryName: 'in-2',
      ExternalIp: ADDRESS,
      ExternalPort: '90',
      InternalIp: '10.0.1.98',
      InternalPort: '91',
      Protocol: 'tcp',
    },
    describe: DNAT,
  },
  {
    service,
    action: 'CreateNatGateway',
    given: { VpcId: 'VPC', SubnetId: 'SUBNET', NetworkType: 'intranet', Description: 'inside' },
    makes: ['NAT-INSIDE', 'NatGatewayId'],
    describe: ['DescribeNatGateways', { NatGatewayIds: ['NAT-INSIDE'] }],
    again: true,
  },
  {
    service,
    action: 'CreateNatIp',
    given: {
      NatGatewayId: 'NAT-INSIDE',
      NatIp: '10.0.1.96',
      NatIpName: 'nat-ip',
      NatIpDescription: 'round trip',
    },
    makes: ['NAT-IP', 'NatIpId'],
    describe: NAT_IP,
  },
  {
    service,
    action: 'ModifyNatIpAttributes',
    given: { NatIpId: 'NAT-IP', NatIpName: 'nat-ip-2', NatIpDescription: 'changed' },
    describe: NAT_IP,
  },
] as const;
