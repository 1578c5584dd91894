import type { Refusal } from '#core/refusal.ts';

/**
 * The table of the clb service's refusals. Two rows of its pages were seen; the others have the
 * shapes of vpc.
 */
export const clbRefusals = {
  LoadBalancerNotFound: notFound('LoadBalancer', 'load balancer'),
  LoadBalancerInvalidStatus: invalidStatus('LoadBalancer', 'load balancer'),
  LoadBalancerInUse: inUse('LoadBalancer', 'load balancer'),
  LoadBalancerHasEip: {
    http: 400,
    code: 'InvalidLoadBalancer.AssociatedEip',
    message: 'The specified load balancer already has an EIP.',
    source: 'ours',
  },
  LoadBalancerSubscribed: {
    http: 400,
    code: 'InvalidBillingType.NotSupport',
    message: 'The specified billing type does not support this operation.',
    source: 'ours',
  },
  BillingTypeMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type is malformed.',
    source: 'ours',
  },
  PeriodMalformed: {
    http: 400,
    code: 'InvalidPeriod.Malformed',
    message: 'The specified period is malformed.',
    source: 'ours',
  },
  SubnetVpcMismatch: {
    http: 400,
    code: 'InvalidSubnet.VpcMismatch',
    message: 'The specified subnet and VPC do not match.',
    source: 'ours',
  },
  ZoneNotFound: {
    http: 404,
    code: 'InvalidZone.NotFound',
    message: 'The specified zone does not exist.',
    source: 'ours',
  },
  ListenerNotFound: notFound('Listener', 'listener'),
  ListenerConflict: {
    http: 400,
    code: 'InvalidListener.Conflict',
    message: 'The specified port is already used by a listener of the load balancer.',
    source: 'ours',
  },
  ListenerPortMalformed: {
    http: 400,
    code: 'InvalidPort.Malformed',
    message: 'The specified port is malformed.',
    source: 'ours',
  },
  ListenerProtocol: {
    http: 400,
    code: 'InvalidListener.ProtocolMismatch',
    message: 'The specified parameter does not fit the protocol of the listener.',
    source: 'ours',
  },
  ListenerAclMissing: {
    http: 400,
    code: 'MissingParameter.AclIds',
    message: 'The required parameter AclIds is not supplied.',
    source: 'ours',
  },
  RuleNotFound: notFound('Rule', 'rule'),
  RuleConflict: {
    http: 400,
    code: 'InvalidRule.Conflict',
    message: 'The listener already has a rule of the specified domain and URL.',
    source: 'ours',
  },
  RuleTargetMissing: {
    http: 400,
    code: 'MissingParameter.ServerGroupId',
    message: 'The required parameter ServerGroupId is not supplied.',
    source: 'ours',
  },
  ServerGroupNotFound: notFound('ServerGroup', 'server group'),
  ServerGroupInUse: inUse('ServerGroup', 'server group'),
  ServerGroupMismatch: {
    http: 400,
    code: 'InvalidServerGroup.LoadBalancerMismatch',
    message: 'The specified server group belongs to another load balancer.',
    source: 'ours',
  },
  ServerNotFound: notFound('Server', 'backend server'),
  ServerMalformed: {
    http: 400,
    code: 'InvalidServers.Malformed',
    message: 'The specified backend server is malformed.',
    source: 'ours',
  },
  ServerInstanceNotFound: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The specified instance does not exist.',
    source: 'ours',
  },
  /** Source: DeleteAcl (docs.byteplus.com/en/docs/clb/DeleteAcl). */
  AclNotFound: {
    http: 404,
    code: 'InvalidAcl.NotFound',
    message: 'The specified ACL does not exist.',
    source: 'documented',
  },
  AclInUse: inUse('Acl', 'ACL'),
  AclEntryMalformed: {
    http: 400,
    code: 'InvalidAclEntry.Malformed',
    message: 'The specified ACL entry is malformed.',
    source: 'ours',
  },
  AclEntryConflict: {
    http: 400,
    code: 'InvalidAclEntry.Conflict',
    message: 'The specified ACL entry already exists.',
    source: 'ours',
  },
  LogTopicNotFound: notFound('LogTopic', 'log topic'),
  LogTopicConflict: {
    http: 400,
    code: 'InvalidLogTopic.Conflict',
    message: 'The specified load balancer already has a log topic.',
    source: 'ours',
  },
  LogProjectNotFound: notFound('LogProject', 'log project'),
  AccessLogPlaceMissing: {
    http: 400,
    code: 'MissingParameter',
    message: 'The request is missing %s parameter.',
    source: 'ours',
  },
  CertificateNotFound: notFound('Certificate', 'certificate'),
  CertificateInUse: inUse('Certificate', 'certificate'),
} as const satisfies Record<string, Refusal>;

function notFound(code: string, noun: string): Refusal {
  return {
    http: 404,
    code: `Invalid${code}.NotFound`,
    message: `The specified ${noun} does not exist.`,
    source: 'ours',
  };
}

function invalidStatus(code: string, noun: string): Refusal {
  return {
    http: 400,
    code: `Invalid${code}.InvalidStatus`,
    message: `The specified ${noun} is not in the correct status for the request.`,
    source: 'ours',
  };
}

function inUse(code: string, noun: string): Refusal {
  return {
    http: 400,
    code: `Invalid${code}.InUse`,
    message: `The specified ${noun} has dependent resource of %s.`,
    source: 'ours',
  };
}
