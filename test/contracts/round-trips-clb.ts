import type { RoundTrip } from './round-trips.ts';

const service = 'clb';
const tags = { Tags: [{ Key: 'k', Value: 'v' }] };
const described = { Description: 'round trip', ProjectName: 'default' };

const BALANCER = ['DescribeLoadBalancerAttributes', { LoadBalancerId: 'BALANCER' }] as const;
const SERVERS = ['DescribeServerGroupAttributes', { ServerGroupId: 'SERVERS' }] as const;
const LISTENER = ['DescribeListenerAttributes', { ListenerId: 'LISTENER' }] as const;
const RULES = ['DescribeRules', { ListenerId: 'LISTENER' }] as const;
const LIST = ['DescribeAclAttributes', { AclId: 'CLB-ACL' }] as const;
const CERTIFICATE = ['DescribeCertificates', { CertificateIds: ['CERTIFICATE'] }] as const;

const CHECK = {
  Enabled: 'off',
  Interval: 5,
  Timeout: 6,
  HealthyThreshold: 7,
  UnHealthyThreshold: 8,
  Port: 81,
  Domain: 'a.example',
  Uri: '/up',
  Method: 'GET',
  HttpCode: 'http_2xx',
  UdpRequest: 'a',
  UdpExpect: 'b',
};

/** What every listener can be told. */
const SETTINGS = {
  ListenerName: 'listener',
  Description: 'round trip',
  Enabled: 'off',
  AclStatus: 'on',
  AclType: 'white',
  AclIds: ['CLB-ACL'],
  Bandwidth: 10,
  Cps: 20,
  MaxConnections: 30,
  CertificateId: 'CERTIFICATE',
  CertificateSource: 'clb',
  CertCenterCertificateId: 'cert-center',
  CAEnabled: 'on',
  CACertificateId: 'CERTIFICATE',
  SecurityPolicyId: 'default_policy',
  Http2Enabled: 'on',
  Scheduler: 'wlc',
  EnhancedSchedulerEnable: 'on',
  LoadType: 'a',
  PersistenceType: 'insert',
  PersistenceTimeout: 11,
  Cookie: 'c',
  ConnectionDrainEnabled: 'on',
  ConnectionDrainTimeout: 12,
  ProxyProtocolType: 'standard',
  ClientBodyTimeout: 13,
  ClientHeaderTimeout: 14,
  KeepaliveTimeout: 15,
  ProxyConnectTimeout: 16,
  ProxyReadTimeout: 17,
  ProxySendTimeout: 18,
  SendTimeout: 19,
  HealthCheck: CHECK,
};

const CHANGEABLE = {
  ModificationProtectionStatus: 'ConsoleProtection',
  ModificationProtectionReason: 'why',
  BypassSecurityGroupEnabled: 'on',
  AllowedPorts: ['80'],
};

/** Load balancers and what belongs to them: `VPC` and `SUBNET` stand for what is there. */
export const CLB_ROUND_TRIPS: readonly RoundTrip[] = [
  {
    service,
    action: 'CreateLoadBalancer',
    given: {
      Type: 'public',
      VpcId: 'VPC',
      SubnetId: 'SUBNET',
      LoadBalancerName: 'front',
      LoadBalancerSpec: 'medium_1',
      LoadBalancerBillingType: 2,
      AddressIpVersion: 'ipv4',
      EniAddress: '10.0.1.201',
      EniAddressNum: 1,
      MasterZoneId: 'cn-beijing-b',
      SlaveZoneId: 'cn-beijing-a',
      ...CHANGEABLE,
      ...described,
      ...tags,
    },
    makes: ['BALANCER', 'LoadBalancerId'],
    describe: BALANCER,
  },
  {
    service,
    action: 'ModifyLoadBalancerAttributes',
    given: {
      LoadBalancerId: 'BALANCER',
      LoadBalancerName: 'front-2',
      Description: 'changed',
      LoadBalancerSpec: 'small_2',
      Type: 'private',
      AddressIpVersion: 'DualStack',
      ...CHANGEABLE,
      ModificationProtectionStatus: 'NonProtection',
      AllowedPorts: ['81', '82'],
    },
    describe: BALANCER,
  },
  {
    service,
    action: 'ConvertLoadBalancerBillingType',
    given: {
      LoadBalancerId: 'BALANCER',
      LoadBalancerBillingType: 1,
      LoadBalancerSpec: 'medium_1',
      Period: 2,
      PeriodUnit: 'Month',
      AutoRenewal: true,
    },
    describe: BALANCER,
  },
  {
    service,
    action: 'CreateServerGroup',
    given: {
      LoadBalancerId: 'BALANCER',
      ServerGroupName: 'servers',
      Description: 'round trip',
      Type: 'ip',
      AddressIpVersion: 'ipv6',
      AnyPortEnabled: 'on',
      Servers: [{ Type: 'ip', Ip: '10.0.1.9', Port: 80, Weight: 3, Description: 'one' }],
      ...tags,
    },
    makes: ['SERVERS', 'ServerGroupId'],
    describe: SERVERS,
  },
  {
    service,
    action: 'ModifyServerGroupAttributes',
    given: { ServerGroupId: 'SERVERS', ServerGroupName: 'servers-2', Description: 'changed' },
    describe: SERVERS,
    shown: { Servers: undefined },
  },
  {
    service,
    action: 'CreateAcl',
    given: { AclName: 'list', ...described, ...tags },
    makes: ['CLB-ACL', 'AclId'],
    describe: LIST,
  },
  {
    service,
    action: 'ModifyAclAttributes',
    given: { AclId: 'CLB-ACL', AclName: 'list-2', Description: 'changed' },
    describe: LIST,
  },
  {
    service,
    action: 'ModifyCertificateAttributes',
    given: { CertificateId: 'CERTIFICATE', CertificateName: 'cert-2', Description: 'changed' },
    describe: CERTIFICATE,
  },
  {
    service,
    action: 'CreateListener',
    given: {
      LoadBalancerId: 'BALANCER',
      ServerGroupId: 'SERVERS',
      Protocol: 'HTTPS',
      Port: 443,
      ...SETTINGS,
      ...tags,
    },
    makes: ['LISTENER', 'ListenerId'],
    describe: LISTENER,
  },
  {
    service,
    action: 'ModifyListenerAttributes',
    given: {
      ListenerId: 'LISTENER',
      ServerGroupId: 'SERVERS',
      ...SETTINGS,
      ListenerName: 'listener-2',
      Enabled: 'on',
      AclType: 'black',
      Bandwidth: 99,
      HealthCheck: { ...CHECK, Interval: 9 },
    },
    describe: LISTENER,
  },
  {
    service,
    action: 'CreateRules',
    given: {
      ListenerId: 'LISTENER',
      Rules: [{ Domain: 'a.example', Url: '/a', ServerGroupId: 'SERVERS', Description: 'one' }],
    },
    makes: ['RULE', 'RuleIds'],
    describe: RULES,
    shown: { Rules: [{ Domain: 'a.example', Url: '/a', Description: 'one' }] },
  },
  {
    service,
    action: 'ModifyRules',
    given: { ListenerId: 'LISTENER', Rules: [{ RuleId: 'RULE', Description: 'changed' }] },
    describe: RULES,
    shown: { Rules: [{ Domain: 'a.example', Url: '/a', Description: 'changed' }] },
  },
];

/** A certificate, before anything uses it. */
export const CERTIFICATES: readonly RoundTrip[] = [
  {
    service,
    action: 'UploadCertificate',
    given: { CertificateName: 'cert', PublicKey: 'a', PrivateKey: 'b', ...described, ...tags },
    makes: ['CERTIFICATE', 'CertificateId'],
    describe: CERTIFICATE,
  },
];
