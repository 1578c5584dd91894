// Load balancers, with servers, listeners, rules, access control and certificates.
import assert from 'node:assert/strict';
import { until, untilGone } from './check.mjs';

export async function clb({ call }, { SubnetId, InstanceIds }) {
  const clb = (action, input) => call('clb', action, input);
  const { MasterZones } = await clb('DescribeZones');
  assert.ok(MasterZones.length > 0);
  const { LoadBalancerId } = await clb('CreateLoadBalancer', {
    Type: 'private',
    SubnetId,
    LoadBalancerName: 'scenario',
    LoadBalancerSpec: 'small_1',
    Tags: [{ Key: 'team', Value: 'network' }],
  });
  const of = { LoadBalancerId };
  const active = () => until('Active', () => clb('DescribeLoadBalancerAttributes', of));
  assert.match((await active()).EniAddress, /^10\.0\.1\./);
  assert.equal((await clb('DescribeLoadBalancerStatus', of)).Status, 'Active');
  await clb('ModifyLoadBalancerAttributes', { ...of, LoadBalancerName: 'renamed' });
  await active();
  const listed = async () =>
    (await clb('DescribeLoadBalancers', { LoadBalancerIds: [LoadBalancerId] })).LoadBalancers;
  const [{ LoadBalancerName, Tags }] = await listed();
  assert.deepEqual([LoadBalancerName, Tags], ['renamed', [{ Key: 'team', Value: 'network' }]]);
  const billed = await clb('DescribeLoadBalancersBilling', { LoadBalancerIds: [LoadBalancerId] });
  assert.equal(billed.LoadBalancerBillingConfigs[0].LoadBalancerId, LoadBalancerId);
  await clb('ConvertLoadBalancerBillingType', { ...of, LoadBalancerBillingType: 1 });
  await clb('RenewLoadBalancer', { ...of, Period: 3 });
  await clb('SetLoadBalancerRenewal', { ...of, RenewType: 2, RenewPeriodTimes: 6 });
  await clb('ConvertLoadBalancerBillingType', { ...of, LoadBalancerBillingType: 2 });
  const tagged = { ResourceType: 'CLB', ResourceIds: [LoadBalancerId] };
  await clb('TagResources', { ...tagged, Tags: [{ Key: 'more', Value: '' }] });
  await clb('UntagResources', { ...tagged, TagKeys: ['team'] });
  const { ResourceTags } = await clb('ListTagsForResources', tagged);
  assert.deepEqual(
    ResourceTags.map(({ TagKey }) => TagKey),
    ['more'],
  );

  const made = {
    ...(await servers(clb, of, InstanceIds)),
    ...(await accessControl(clb)),
    ...(await certificate(clb)),
  };
  await active();
  await listener(clb, active, { ...of, ...made });
  await clb('DeleteServerGroup', { ServerGroupId: made.ServerGroupId });
  await clb('DeleteAcl', { AclId: made.AclId });
  await clb('DeleteCertificate', { CertificateId: made.CertificateId });
  await active();
  await clb('DeleteLoadBalancer', of);
  await untilGone(listed);
}

async function servers(clb, of, [InstanceId, other]) {
  const { ServerGroupId } = await clb('CreateServerGroup', {
    ...of,
    ServerGroupName: 'scenario',
    Servers: [{ InstanceId, Type: 'ecs', Port: 80, Weight: 10 }],
  });
  const group = { ServerGroupId };
  const { ServerIds } = await clb('AddServerGroupBackendServers', {
    ...group,
    Servers: [{ InstanceId: other, Type: 'ecs', Port: 81 }],
  });
  await clb('ModifyServerGroupAttributes', { ...group, ServerGroupName: 'renamed' });
  const { ServerGroups } = await clb('DescribeServerGroups', of);
  assert.deepEqual(
    ServerGroups.map(({ ServerGroupName }) => ServerGroupName),
    ['renamed'],
  );
  const ports = async () => {
    const { Servers } = await clb('DescribeServerGroupAttributes', group);
    return Servers.map(({ Port }) => Port).sort();
  };
  assert.deepEqual(await ports(), [80, 81]);
  await clb('RemoveServerGroupBackendServers', { ...group, ServerIds });
  assert.deepEqual(await ports(), [80]);
  return group;
}

async function accessControl(clb) {
  const { AclId } = await clb('CreateAcl', { AclName: 'scenario' });
  const acl = { AclId };
  await clb('AddAclEntries', {
    ...acl,
    AclEntries: [{ Entry: '10.0.0.0/8' }, { Entry: '172.16.0.0/12', Description: 'b' }],
  });
  await clb('RemoveAclEntries', { ...acl, Entries: ['10.0.0.0/8'] });
  const { AclEntries } = await clb('DescribeAclAttributes', acl);
  assert.deepEqual(AclEntries, [{ Entry: '172.16.0.0/12', Description: 'b' }]);
  await clb('ModifyAclAttributes', { ...acl, AclName: 'renamed' });
  const { Acls } = await clb('DescribeAcls', { AclIds: [AclId] });
  assert.deepEqual([Acls[0].AclName, Acls[0].AclEntryCount], ['renamed', 1]);
  return acl;
}

async function certificate(clb) {
  const { CertificateId } = await clb('UploadCertificate', {
    CertificateName: 'scenario',
    PublicKey: 'public',
    PrivateKey: 'private',
  });
  await clb('ModifyCertificateAttributes', { CertificateId, CertificateName: 'renamed' });
  const { Certificates } = await clb('DescribeCertificates', { CertificateIds: [CertificateId] });
  assert.equal(Certificates[0].CertificateName, 'renamed');
  return { CertificateId };
}

async function listener(clb, active, { LoadBalancerId, ServerGroupId, AclId, CertificateId }) {
  const { ListenerId } = await clb('CreateListener', {
    LoadBalancerId,
    ServerGroupId,
    CertificateId,
    ListenerName: 'scenario',
    Protocol: 'HTTPS',
    Port: 443,
    AclStatus: 'on',
    AclType: 'white',
    AclIds: [AclId],
    HealthCheck: { Enabled: 'on', Interval: 5 },
  });
  const one = () => until('Active', () => clb('DescribeListenerAttributes', { ListenerId }));
  const { Port, AclIds, HealthCheck } = await one();
  assert.deepEqual([Port, AclIds, HealthCheck.Interval], [443, [AclId], 5]);
  await active();
  await clb('ModifyListenerAttributes', { ListenerId, ListenerName: 'renamed' });
  assert.equal((await one()).ListenerName, 'renamed');
  await active();
  const { Results } = await clb('DescribeListenerHealth', { ListenerId });
  assert.equal(Results[0].Port, 80);

  const rule = { Domain: 'a.example', Url: '/a', ServerGroupId };
  const { RuleIds } = await clb('CreateRules', { ListenerId, Rules: [rule] });
  await active();
  const [RuleId] = RuleIds;
  await clb('ModifyRules', { ListenerId, Rules: [{ RuleId, Description: 'changed' }] });
  await active();
  const { Rules } = await clb('DescribeRules', { ListenerId });
  assert.deepEqual([Rules[0].Domain, Rules[0].Description], [rule.Domain, 'changed']);
  await clb('DeleteRules', { ListenerId, RuleIds });
  await active();

  await clb('DeleteListener', { ListenerId });
  await untilGone(async () => (await clb('DescribeListeners', { LoadBalancerId })).Listeners);
  await active();
}
