type Ask = (action: string, input: Record<string, unknown>) => Promise<Record<string, string>>;

/** Everything about load balancers. */
export async function callClb(vpc: Ask, clb: Ask, subnetId: string): Promise<void> {
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const asked = { Type: 'public', SubnetId: subnetId, EipBillingConfig: { Bandwidth: 1 }, Tags };
  const { LoadBalancerId } = await clb('CreateLoadBalancer', asked);
  for (const input of [
    {},
    { LoadBalancerIds: [LoadBalancerId] },
    { LoadBalancerName: 'a', Type: 'public', Status: 'Active', ProjectName: 'default' },
    { EipAddress: '198.18.0.1', InstanceIds: ['i-1'], InstanceIps: ['10.1.0.9'] },
    { TagFilters },
  ]) {
    await clb('DescribeLoadBalancers', input);
  }
  for (const name of ['DescribeLoadBalancerAttributes', 'DescribeLoadBalancerStatus']) {
    await clb(name, { LoadBalancerId });
  }
  await clb('DescribeLoadBalancersBilling', { LoadBalancerIds: [LoadBalancerId] });
  await clb('ModifyLoadBalancerAttributes', { LoadBalancerId, Description: 'b' });
  await clb('EnableAccessLog', { LoadBalancerId, BucketName: 'bucket' });
  await clb('DisableAccessLog', { LoadBalancerId });
  await clb('CreateHealthCheckLogProject', {});
  await clb('DescribeHealthCheckLogProjectAttributes', {});
  await clb('AttachHealthCheckLogTopic', { LoadBalancerId, LogTopicId: 'topic' });
  await clb('DescribeHealthCheckLogTopicAttributes', { LogTopicId: 'topic' });
  await clb('DetachHealthCheckLogTopic', { LoadBalancerId });
  await clb('DeleteHealthCheckLogProject', {});
  const servers = [{ Type: 'ip', Ip: '10.1.0.9', Port: 80 }];
  const group = { LoadBalancerId, Servers: servers, Tags };
  const { ServerGroupId } = await clb('CreateServerGroup', group);
  for (const input of [
    {},
    { ServerGroupIds: [ServerGroupId] },
    { LoadBalancerId },
    { TagFilters },
  ]) {
    await clb('DescribeServerGroups', input);
  }
  const added = await clb('AddServerGroupBackendServers', { ServerGroupId, Servers: servers });
  const [ServerId] = added.ServerIds ?? [];
  await clb('ModifyServerGroupAttributes', { ServerGroupId, Servers: [{ ServerId, Weight: 1 }] });
  await clb('DescribeServerGroupAttributes', { ServerGroupId });
  const { AclId } = await clb('CreateAcl', { Tags });
  await clb('AddAclEntries', { AclId, AclEntries: [{ Entry: '10.0.0.0/8' }] });
  const pem = { PublicKey: 'a', PrivateKey: 'b', Tags };
  const { CertificateId } = await clb('UploadCertificate', pem);
  const { ListenerId } = await clb('CreateListener', {
    LoadBalancerId,
    ServerGroupId,
    Protocol: 'HTTPS',
    Port: 443,
    CertificateId,
    AclStatus: 'on',
    AclIds: [AclId],
    Tags,
  });
  for (const input of [{}, { ListenerIds: [ListenerId] }, { LoadBalancerId }, { TagFilters }]) {
    await clb('DescribeListeners', input);
  }
  await clb('DescribeListenerAttributes', { ListenerId });
  await clb('DescribeListenerHealth', { ListenerId });
  await clb('ModifyListenerAttributes', { ListenerId, Description: 'b' });
  const Rules = [{ Domain: 'a.example', ServerGroupId, Tags }];
  const { RuleIds } = await clb('CreateRules', { ListenerId, Rules });
  await clb('DescribeRules', { ListenerId });
  await clb('ModifyRules', { ListenerId, Rules: [{ RuleId: RuleIds?.[0], Description: 'b' }] });
  await clb('DeleteRules', { ListenerId, RuleIds });
  for (const input of [{}, { AclIds: [AclId] }, { AclName: 'a' }, { TagFilters }]) {
    await clb('DescribeAcls', input);
  }
  await clb('DescribeAclAttributes', { AclId });
  await clb('ModifyAclAttributes', { AclId, Description: 'b' });
  for (const input of [{}, { CertificateIds: [CertificateId] }, { TagFilters }]) {
    await clb('DescribeCertificates', input);
  }
  await clb('ModifyCertificateAttributes', { CertificateId, Description: 'b' });
  await clb('DeleteListener', { ListenerId });
  await clb('RemoveAclEntries', { AclId, Entries: ['10.0.0.0/8'] });
  await clb('DeleteAcl', { AclId });
  await clb('DeleteCertificate', { CertificateId });
  await clb('RemoveServerGroupBackendServers', { ServerGroupId, ServerIds: [ServerId] });
  await clb('DeleteServerGroup', { ServerGroupId });
  await clb('DeleteLoadBalancer', { LoadBalancerId });
  await vpc('DescribeEipAddresses', { AssociatedInstanceType: 'ClbInstance' });
}
