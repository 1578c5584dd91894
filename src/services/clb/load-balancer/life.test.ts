import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import {
  madeAcl,
  madeCertificate,
  madeListener,
  madeLoadBalancer,
  madeServerGroup,
} from '#test/support/clb.ts';
import { primaryOf, type SceneWithInstances, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const LATER = 60_000;

let server: TestServer;
let here: SceneWithInstances;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  here = await scene(server, { instances: 2 });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('clb', action, input);
const call = (action: string, input: Record<string, unknown>, client = server.client) =>
  client.call('clb', action, input);
const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const show = (LoadBalancerId: string) => ok('DescribeLoadBalancerAttributes', { LoadBalancerId });

async function active(more = {}): Promise<string> {
  const id = await madeLoadBalancer(server, here.subnetId, more);
  await server.advance(LATER);
  return id;
}

async function listening(more = {}) {
  const balancer = await active();
  const group = await madeServerGroup(server, balancer);
  return { balancer, group, listener: await madeListener(server, balancer, group, more) };
}

describe('a load balancer', () => {
  it('is Creating, then Active, then Deleting, then gone, and keeps its subnet', async () => {
    const id = await madeLoadBalancer(server, here.subnetId, {
      LoadBalancerName: 'front',
      Description: 'web',
      ModificationProtectionStatus: 'ConsoleProtection',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await show(id)).toMatchObject({ Status: 'Creating' });
    expect(await call('DeleteLoadBalancer', { LoadBalancerId: id })).toMatchObject({
      code: 'InvalidLoadBalancer.InvalidStatus',
    });
    await server.advance(LATER);
    expect(await show(id)).toMatchObject({
      Status: 'Active',
      LoadBalancerName: 'front',
      Type: 'private',
      LoadBalancerSpec: 'small_1',
      LoadBalancerBillingType: 2,
      MasterZoneId: 'cn-beijing-a',
      EniAddress: expect.stringMatching(/^10\./),
      EipAddress: '',
      EniAddressNum: 0,
      Eip: null,
      Ipv6AddressBandwidth: null,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await vpc('DeleteSubnet', { SubnetId: here.subnetId })).toMatchObject({ status: 400 });
    const { EniID } = await show(id);
    expect(await vpc('DeleteNetworkInterface', { NetworkInterfaceId: EniID })).toMatchObject({
      status: 403,
      code: 'Forbidden',
    });
    await ok('ModifyLoadBalancerAttributes', { LoadBalancerId: id, LoadBalancerSpec: 'large_1' });
    expect(await show(id)).toMatchObject({ LoadBalancerSpec: 'large_1', Description: 'web' });
    await madeServerGroup(server, id);
    await ok('DeleteLoadBalancer', { LoadBalancerId: id });
    expect(await ok('DescribeLoadBalancerStatus', { LoadBalancerId: id })).toMatchObject({
      Status: 'Deleting',
    });
    await server.advance(LATER);
    const gone = { status: 404, code: 'InvalidLoadBalancer.NotFound' };
    expect(await call('DescribeLoadBalancerAttributes', { LoadBalancerId: id })).toMatchObject(
      gone,
    );
    expect(await call('DeleteLoadBalancer', { LoadBalancerId: id })).toMatchObject(gone);
    expect((await ok('DescribeServerGroups')).ServerGroups).toEqual([]);
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      SubnetId: here.subnetId,
      Type: 'secondary',
    });
    expect(NetworkInterfaceSets).toEqual([]);
  });

  it('is made with an EIP when it is public, which goes with it', async () => {
    const id = await active({
      Type: 'public',
      EipBillingConfig: { ISP: 'BGP', EipBillingType: 3, Bandwidth: 5 },
    });
    const { EipID, Eip } = await show(id);
    expect(Eip).toMatchObject({ ISP: 'BGP', EipBillingType: 3, Bandwidth: 5 });
    const eip = () => vpc('DescribeEipAddressAttributes', { AllocationId: EipID });
    expect((await eip()).result).toMatchObject({
      Status: 'Attached',
      InstanceType: 'ClbInstance',
      InstanceId: id,
    });
    await ok('DeleteLoadBalancer', { LoadBalancerId: id });
    await server.advance(LATER);
    expect(await eip()).toMatchObject({ code: 'InvalidEip.NotFound' });
  });

  it('has no protection of its own accord: Terraform finds a change in one', async () => {
    const LoadBalancerId = await active();
    expect(await show(LoadBalancerId)).toMatchObject({ ModificationProtectionStatus: '' });
    const ModificationProtectionStatus = 'NonProtection';
    await ok('ModifyLoadBalancerAttributes', { LoadBalancerId, ModificationProtectionStatus });
    expect(await show(LoadBalancerId)).toMatchObject({ ModificationProtectionStatus });
  });

  it('has an IPv6 address as DualStack, which may have public bandwidth', async () => {
    const id = await active({ AddressIpVersion: 'DualStack' });
    const { EniIpv6Address } = await show(id);
    expect(EniIpv6Address).toMatch(/:/);
    await server.client.ok('vpc', 'CreateIpv6Gateway', { VpcId: here.vpcId });
    await server.advance(LATER);
    const { AllocationId } = await server.client.ok('vpc', 'AllocateIpv6AddressBandwidth', {
      Ipv6Address: EniIpv6Address,
      BillingType: 2,
      Bandwidth: 5,
    });
    expect(await show(id)).toMatchObject({
      Ipv6EipId: AllocationId,
      Ipv6AddressBandwidth: { Bandwidth: 5, BillingType: 2, NetworkType: 'Public' },
    });
    const change = (more: object) =>
      call('ModifyLoadBalancerAttributes', { LoadBalancerId: id, ...more });
    await change({ AddressIpVersion: 'DualStack' });
    expect(await show(id)).toMatchObject({ EniIpv6Address });
    const other = EniIpv6Address.replace(/:[0-9a-f]*$/, ':1234');
    await change({ EniIpv6Address: other });
    expect(await show(id)).toMatchObject({ EniIpv6Address: other, Ipv6EipId: '' });
    await change({ AddressIpVersion: 'ipv4' });
    expect(await show(id)).toMatchObject({ AddressIpVersion: 'ipv4', EniIpv6Address: '' });
    expect(await change({ AddressIpVersion: 'DualStack', EniIpv6Address: 'x' })).toMatchObject({
      status: 400,
    });
    expect(await show(id)).toMatchObject({ AddressIpVersion: 'ipv4', EniIpv6Address: '' });
  });

  it('is made with an EIP within a bandwidth package', async () => {
    const BandwidthPackageId = await madeBandwidthPackage(server);
    await server.advance(60_000);
    const publicOne = (EipBillingConfig: Record<string, unknown>) =>
      call('CreateLoadBalancer', {
        Type: 'public',
        RegionId: 'cn-beijing',
        SubnetId: here.subnetId,
        EipBillingConfig,
      });
    expect(await publicOne({ BandwidthPackageId: 'bwp-none' })).toMatchObject({
      status: 404,
      code: 'InvalidBandwidthPackage.NotFound',
    });
    expect(await publicOne({ BandwidthPackageId, ISP: 'ChinaMobile' })).toMatchObject({
      code: 'InvalidBandwidthPackage.ISPMismatch',
    });
    const { result } = await publicOne({ BandwidthPackageId });
    await server.advance(LATER);
    const { EipID: AllocationId } = await show(result.LoadBalancerId);
    expect(
      (await vpc('DescribeBandwidthPackages', {})).result.BandwidthPackages[0].EipAddresses,
    ).toMatchObject([{ AllocationId }]);
  });

  it('takes one EIP, and stays while it has that', async () => {
    const id = await active();
    const allocate = async () =>
      (await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 })).AllocationId;
    const [first, second] = [await allocate(), await allocate()];
    const bind = (AllocationId: string, InstanceId = id) =>
      vpc('AssociateEipAddress', { AllocationId, InstanceId, InstanceType: 'ClbInstance' });
    expect(await bind(first, 'clb-none')).toMatchObject({ code: 'InvalidLoadBalancer.NotFound' });
    expect(await bind(first)).toMatchObject({ status: 200 });
    await server.advance(LATER);
    expect(await show(id)).toMatchObject({ EipID: first });
    expect(await bind(second)).toMatchObject({ status: 400 });
    const remove = () => call('DeleteLoadBalancer', { LoadBalancerId: id });
    expect(await remove()).toMatchObject({ code: 'InvalidLoadBalancer.InUse' });
    await vpc('DisassociateEipAddress', { AllocationId: first });
    await server.advance(LATER);
    expect(await remove()).toMatchObject({ status: 200 });
  });

  it('says where its access log goes', async () => {
    const LoadBalancerId = await active();
    const log = async () => (await show(LoadBalancerId)).AccessLog;
    const nowhere = {
      Enabled: false,
      BucketName: '',
      TlsEnabled: false,
      TlsProjectId: '',
      TlsTopicId: '',
    };
    expect(await log()).toEqual(nowhere);
    for (const [input, missing] of [
      [{}, 'BucketName'],
      [{ DeliveryType: 'tls', TlsTopicId: 't' }, 'TlsProjectId'],
      [{ DeliveryType: 'tls', TlsProjectId: 'p' }, 'TlsTopicId'],
    ] as const) {
      expect(await call('EnableAccessLog', { LoadBalancerId, ...input })).toMatchObject({
        status: 400,
        code: 'MissingParameter',
        message: `The request is missing ${missing} parameter.`,
      });
    }
    await ok('EnableAccessLog', { LoadBalancerId, BucketName: 'bucket' });
    const tls = { TlsProjectId: 'p', TlsTopicId: 't' };
    await ok('EnableAccessLog', { LoadBalancerId, DeliveryType: 'tls', ...tls });
    expect(await log()).toEqual({ Enabled: true, BucketName: 'bucket', TlsEnabled: true, ...tls });
    await ok('DisableAccessLog', { LoadBalancerId });
    expect(await log()).toEqual({ ...nowhere, TlsEnabled: true, ...tls });
    await ok('DisableAccessLog', { LoadBalancerId, DeliveryType: 'tls' });
    expect(await log()).toEqual(nowhere);
    const unknown = { LoadBalancerId: 'clb-none', BucketName: 'bucket' };
    for (const action of ['EnableAccessLog', 'DisableAccessLog']) {
      expect(await call(action, unknown)).toMatchObject({ code: 'InvalidLoadBalancer.NotFound' });
    }
  });

  it('says where its health checks are logged', async () => {
    const project = async () =>
      (await ok('DescribeHealthCheckLogProjectAttributes')).LogProjectId as string;
    expect(await project()).toBe('');
    const { LogProjectId } = await ok('CreateHealthCheckLogProject');
    expect(LogProjectId).toMatch(/^[\da-f-]{36}$/);
    expect((await ok('CreateHealthCheckLogProject')).LogProjectId).toBe(LogProjectId);
    expect(await project()).toBe(LogProjectId);
    const LoadBalancerId = await active();
    const topic = { LogTopicId: 'topic' };
    const unknown = { status: 404, code: 'InvalidLogTopic.NotFound' };
    expect(await call('DescribeHealthCheckLogTopicAttributes', topic)).toMatchObject(unknown);
    for (const _ of ['once', 'again']) {
      await ok('AttachHealthCheckLogTopic', { LoadBalancerId, ...topic });
    }
    expect((await show(LoadBalancerId)).LogTopicId).toBe('topic');
    expect((await ok('DescribeHealthCheckLogTopicAttributes', topic)).LoadBalancerIds).toEqual([
      LoadBalancerId,
    ]);
    expect(
      await call('AttachHealthCheckLogTopic', { LoadBalancerId, LogTopicId: 'other' }),
    ).toMatchObject({ status: 400, code: 'InvalidLogTopic.Conflict' });
    await ok('DetachHealthCheckLogTopic', { LoadBalancerId });
    expect(await call('DetachHealthCheckLogTopic', { LoadBalancerId })).toMatchObject(unknown);
    await ok('DeleteHealthCheckLogProject');
    expect(await project()).toBe('');
  });

  it('stays while it has a listener, unless it is forced', async () => {
    const { balancer } = await listening();
    const remove = (more = {}) => call('DeleteLoadBalancer', { LoadBalancerId: balancer, ...more });
    expect(await remove()).toMatchObject({
      status: 400,
      code: 'InvalidLoadBalancer.InUse',
      message: 'The specified load balancer has dependent resource of a listener.',
    });
    expect(await remove({ ForceDelete: true })).toMatchObject({ status: 200 });
    await server.advance(LATER);
    expect((await ok('DescribeListeners')).Listeners).toEqual([]);
  });

  it('is refused in a subnet or a zone that is not there', async () => {
    const make = (more: object, client = server.client) =>
      call('CreateLoadBalancer', { Type: 'private', SubnetId: here.subnetId, ...more }, client);
    expect(await make({ SubnetId: 'subnet-none' })).toMatchObject({
      code: 'InvalidSubnet.NotFound',
    });
    expect(await make({}, server.as(OTHER))).toMatchObject({ code: 'InvalidSubnet.NotFound' });
    expect(await make({ VpcId: 'vpc-none' })).toMatchObject({ code: 'InvalidSubnet.VpcMismatch' });
    expect(await make({ SlaveZoneId: 'cn-z' })).toMatchObject({ code: 'InvalidZone.NotFound' });
    const { EniAddress } = await show(await active());
    expect(await make({ EniAddress })).toMatchObject({ code: 'InvalidPrivateIp.InUse' });
  });

  it('is found by each condition', async () => {
    const one = await active({ LoadBalancerName: 'one', Tags: [{ Key: 'k' }] });
    const two = await active({ LoadBalancerName: 'two', ProjectName: 'team' });
    const [InstanceId] = here.instanceIds;
    await madeServerGroup(server, two, {
      Servers: [{ Type: 'ecs', InstanceId, Port: 80 }],
    });
    const { EniAddress } = await show(one);
    const cases: [object, string[]][] = [
      [{}, [one, two]],
      [{ LoadBalancerIds: [two] }, [two]],
      [{ LoadBalancerName: 'one' }, [one]],
      [{ EniAddress }, [one]],
      [{ EipAddress: '1.2.3.4' }, []],
      [{ InstanceIds: [InstanceId] }, [two]],
      [{ InstanceIps: ['10.99.0.1'] }, []],
      [{ ProjectName: 'team' }, [two]],
      [{ VpcId: here.vpcId, Type: 'private', Status: 'Active' }, [one, two]],
      [{ TagFilters: [{ Key: 'k' }] }, [one]],
    ];
    for (const [input, ids] of cases) {
      const { LoadBalancers } = await ok('DescribeLoadBalancers', { ...input });
      const found = LoadBalancers.map((each: { LoadBalancerId: string }) => each.LoadBalancerId);
      expect(found, JSON.stringify(input)).toEqual(ids);
    }
    const theirs = await server.as(OTHER).ok('clb', 'DescribeLoadBalancers', {});
    expect(theirs.LoadBalancers).toEqual([]);
  });
});

describe('a group of servers', () => {
  it('has instances, interfaces and addresses, which are changed and removed', async () => {
    const balancer = await active();
    const [one = ''] = here.instanceIds;
    const eni = await primaryOf(server, one);
    const group = await madeServerGroup(server, balancer, {
      Servers: [{ Type: 'ecs', InstanceId: one, Port: 80, Weight: 5, Description: 'first' }],
    });
    const { ServerIds } = await ok('AddServerGroupBackendServers', {
      ServerGroupId: group,
      Servers: [
        { Type: 'eni', InstanceId: eni, Port: 81 },
        { Type: 'ip', Ip: '10.0.0.77', Port: 82 },
        { Type: 'ip', InstanceId: '10.0.0.78', Port: 82 },
      ],
    });
    const servers = async () =>
      (await ok('DescribeServerGroupAttributes', { ServerGroupId: group })).Servers;
    expect(await servers()).toMatchObject([
      { Type: 'ecs', InstanceId: one, Ip: expect.stringMatching(/^10\./), Port: 80, Weight: 5 },
      { ServerId: ServerIds[0], Type: 'eni', InstanceId: eni, Port: 81 },
      { ServerId: ServerIds[1], Type: 'ip', InstanceId: '10.0.0.77', Ip: '10.0.0.77' },
      { ServerId: ServerIds[2], Type: 'ip', InstanceId: '10.0.0.78', Ip: '10.0.0.78' },
    ]);
    await ok('ModifyServerGroupAttributes', {
      ServerGroupId: group,
      ServerGroupName: 'web',
      Servers: [{ ServerId: ServerIds[1], Weight: 9, Description: 'third' }],
    });
    expect((await servers())[2]).toMatchObject({ Port: 82, Weight: 9, Description: 'third' });
    const any = await madeServerGroup(server, balancer, { AnyPortEnabled: 'on' });
    const { ServerGroups } = await ok('DescribeServerGroups', { ServerGroupIds: [group, any] });
    expect(ServerGroups).toMatchObject([
      { ServerGroupId: group, AnyPortEnabled: null },
      { ServerGroupId: any, AnyPortEnabled: 'on' },
    ]);
    const remove = (ids: readonly string[]) =>
      call('RemoveServerGroupBackendServers', { ServerGroupId: group, ServerIds: ids });
    expect(await remove([ServerIds[1], 'rs-none'])).toMatchObject({
      status: 404,
      code: 'InvalidServer.NotFound',
    });
    expect(await remove([ServerIds[1], ServerIds[2]])).toMatchObject({ status: 200 });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: one });
    await server.advance(LATER);
    expect(await servers()).toEqual([]);
  });

  it.each([
    [{ Type: 'ecs', InstanceId: 'i-none', Port: 80 }, 'InvalidInstance.NotFound'],
    [{ Type: 'ip', Port: 80 }, 'InvalidServers.Malformed'],
    [{ Type: 'ip', InstanceId: 'i-none', Port: 80 }, 'InvalidServers.Malformed'],
    [{ Type: 'ip', Ip: '10.0.0.1' }, 'InvalidServers.Malformed'],
    [{ Ip: '10.0.0.1', Port: 80 }, 'InvalidServers.Malformed'],
    [{ Type: 'eni', Port: 80 }, 'InvalidServers.Malformed'],
  ])('refuses %j: %s', async (given, code) => {
    const LoadBalancerId = await active();
    expect(await call('CreateServerGroup', { LoadBalancerId, Servers: [given] })).toMatchObject({
      code,
    });
  });

  it('stays while a listener or a rule uses it', async () => {
    const { balancer, group, listener } = await listening();
    const spare = await madeServerGroup(server, balancer);
    const { RuleIds } = await ok('CreateRules', {
      ListenerId: listener,
      Rules: [{ Domain: 'a.example', ServerGroupId: spare }],
    });
    const remove = (ServerGroupId: string) => call('DeleteServerGroup', { ServerGroupId });
    expect(await remove(group)).toMatchObject({ code: 'InvalidServerGroup.InUse' });
    expect(await remove(spare)).toMatchObject({ code: 'InvalidServerGroup.InUse' });
    await ok('DeleteRules', { ListenerId: listener, RuleIds });
    expect(await remove(spare)).toMatchObject({ status: 200 });
    await ok('DeleteListener', { ListenerId: listener });
    expect(await remove(group)).toMatchObject({ status: 200 });
    expect(await remove(group)).toMatchObject({ code: 'InvalidServerGroup.NotFound' });
  });
});

describe('a listener', () => {
  const shown = async (ListenerId: string) => ok('DescribeListenerAttributes', { ListenerId });

  it('is shown as it was asked for, with what both clients call its health check', async () => {
    const AclId = await madeAcl(server);
    const { listener } = await listening({
      ListenerName: 'web',
      Enabled: 'off',
      AclStatus: 'on',
      AclType: 'white',
      AclIds: [AclId],
      Scheduler: 'wlc',
      HealthCheck: { Enabled: 'on', UnhealthyThreshold: 5, URI: '/up', Method: 'GET' },
    });
    expect(await shown(listener)).toMatchObject({
      ListenerName: 'web',
      Status: 'Disabled',
      Enabled: 'off',
      AclIds: [AclId],
      AclType: 'white',
      Scheduler: 'wlc',
      HealthCheck: { UnHealthyThreshold: 5, Uri: '/up', Method: 'GET', Interval: 2 },
    });
    await ok('ModifyListenerAttributes', {
      ListenerId: listener,
      Enabled: 'on',
      AclStatus: 'off',
      HealthCheck: { UnHealthyThreshold: 6, Uri: '/' },
    });
    expect(await shown(listener)).toMatchObject({
      Status: 'Active',
      AclStatus: 'off',
      Scheduler: 'wlc',
      HealthCheck: { UnHealthyThreshold: 6, Uri: '/', Method: 'GET' },
    });
  });

  it('has its port for itself, and a range of them', async () => {
    const { balancer, group } = await listening();
    const make = (more: object) =>
      call('CreateListener', { LoadBalancerId: balancer, ServerGroupId: group, ...more });
    const conflict = { code: 'InvalidListener.Conflict' };
    expect(await make({ Protocol: 'TCP', Port: 80 })).toMatchObject(conflict);
    expect(await make({ Protocol: 'UDP', Port: 80 })).toMatchObject({ status: 200 });
    const range = { Protocol: 'TCP', Port: 0, StartPort: 79, EndPort: 90 };
    expect(await make(range)).toMatchObject(conflict);
    const { result } = await make({ ...range, StartPort: 81, EstablishedTimeout: 60 });
    expect(await shown(result.ListenerId)).toMatchObject({
      ...{ Port: 0, StartPort: 81, EndPort: 90, EstablishedTimeout: 60 },
    });
    expect(await make({ Protocol: 'TCP', Port: 85 })).toMatchObject(conflict);
    const malformed = { code: 'InvalidPort.Malformed' };
    expect(await make({ Protocol: 'HTTP', Port: 0 })).toMatchObject(malformed);
    expect(await make({ ...range, Protocol: 'HTTP' })).toMatchObject(malformed);
    expect(await make({ ...range, EndPort: 78 })).toMatchObject(malformed);
  });

  it('of HTTPS has a certificate, which stays while it does', async () => {
    const { balancer, group } = await listening();
    const CertificateId = await madeCertificate(server);
    const make = (more: object) =>
      call('CreateListener', {
        LoadBalancerId: balancer,
        ServerGroupId: group,
        Port: 443,
        ...more,
      });
    const mismatch = { code: 'InvalidListener.ProtocolMismatch' };
    expect(await make({ Protocol: 'HTTPS' })).toMatchObject(mismatch);
    expect(await make({ Protocol: 'HTTP', CertificateId })).toMatchObject(mismatch);
    expect(await make({ Protocol: 'HTTP', EstablishedTimeout: 9 })).toMatchObject(mismatch);
    expect(await make({ Protocol: 'HTTPS', CertificateId: 'cert-none' })).toMatchObject({
      code: 'InvalidCertificate.NotFound',
    });
    const { result } = await make({ Protocol: 'HTTPS', CertificateId });
    expect(await shown(result.ListenerId)).toMatchObject({ CertificateId });
    const { Certificates } = await ok('DescribeCertificates');
    expect(Certificates).toMatchObject([{ CertificateId, Listeners: [result.ListenerId] }]);
    const remove = () => call('DeleteCertificate', { CertificateId });
    expect(await remove()).toMatchObject({ code: 'InvalidCertificate.InUse' });
    await ok('DeleteListener', { ListenerId: result.ListenerId });
    expect(await remove()).toMatchObject({ status: 200 });
  });

  it('uses what is there and its own', async () => {
    const { balancer, group, listener } = await listening();
    const foreign = await madeServerGroup(server, await active());
    const make = (more: object) =>
      call('CreateListener', {
        ...{ LoadBalancerId: balancer, ServerGroupId: group, Protocol: 'TCP', Port: 99 },
        ...more,
      });
    expect(await make({ ServerGroupId: 'rsp-none' })).toMatchObject({
      code: 'InvalidServerGroup.NotFound',
    });
    const mismatch = { code: 'InvalidServerGroup.LoadBalancerMismatch' };
    expect(await make({ ServerGroupId: foreign })).toMatchObject(mismatch);
    const modify = (more: object) =>
      call('ModifyListenerAttributes', { ListenerId: listener, ...more });
    expect(await modify({ ServerGroupId: foreign })).toMatchObject(mismatch);
    expect(await make({ AclStatus: 'on' })).toMatchObject({ code: 'MissingParameter.AclIds' });
    expect(await make({ AclIds: ['acl-none'] })).toMatchObject({ code: 'InvalidAcl.NotFound' });
    expect(await make({ LoadBalancerId: 'clb-none' })).toMatchObject({
      code: 'InvalidLoadBalancer.NotFound',
    });
    expect(await modify({ ListenerId: 'lsn-none' })).toMatchObject({
      code: 'InvalidListener.NotFound',
    });
  });

  it('has the health of its servers', async () => {
    const { group, listener } = await listening();
    const [one = '', two = ''] = here.instanceIds;
    await ok('AddServerGroupBackendServers', {
      ServerGroupId: group,
      Servers: [
        ...[one, two].map((InstanceId) => ({ Type: 'ecs', InstanceId, Port: 80 })),
        { Type: 'ip', Ip: '10.0.0.77', Port: 80 },
      ],
    });
    await server.client.ok('ecs', 'StopInstance', { InstanceId: two });
    await server.advance(LATER);
    const health = (more = {}) => ok('DescribeListenerHealth', { ListenerId: listener, ...more });
    expect(await health()).toMatchObject({
      Status: 'Error',
      UnHealthyCount: 1,
      TotalCount: 3,
      Results: [
        { InstanceId: one, Status: 'Up' },
        { InstanceId: two, Status: 'Down' },
        { InstanceId: '10.0.0.77', Status: 'Up' },
      ],
    });
    expect(await health({ OnlyUnHealthy: true })).toMatchObject({ Results: [{ InstanceId: two }] });
  });

  it('has rules, each for a domain and a path', async () => {
    const { group, listener } = await listening();
    const add = (Rules: object[]) => call('CreateRules', { ListenerId: listener, Rules });
    const forward = { Domain: 'a.example', Url: '/a', ServerGroupId: group, Description: 'one' };
    const redirect = { Domain: 'b.example', ActionType: 'Redirect', RedirectConfig: { Host: 'c' } };
    const { result } = await add([forward, redirect]);
    expect((await ok('DescribeRules', { ListenerId: listener })).Rules).toMatchObject([
      { ...forward, RuleId: result.RuleIds[0], ActionType: 'Forward' },
      {
        RuleId: result.RuleIds[1],
        Url: '/',
        ServerGroupId: '',
        RedirectConfig: { Protocol: 'HTTPS', Host: 'c', Path: '', Port: '', StatusCode: '301' },
      },
    ]);
    expect(await add([forward])).toMatchObject({ code: 'InvalidRule.Conflict' });
    expect(await add([{ Url: '/x' }])).toMatchObject({ code: 'MissingParameter.ServerGroupId' });
    const modify = (Rules: object[]) => call('ModifyRules', { ListenerId: listener, Rules });
    const [RuleId] = result.RuleIds;
    expect(await modify([{ RuleId, Description: '' }])).toMatchObject({ status: 200 });
    expect((await ok('DescribeRules', { ListenerId: listener })).Rules[0]).toMatchObject({
      Description: '',
      ServerGroupId: group,
    });
    expect(await modify([{ RuleId: 'rule-none' }])).toMatchObject({ code: 'InvalidRule.NotFound' });
    expect(
      await call('DeleteRules', { ListenerId: listener, RuleIds: ['rule-none'] }),
    ).toMatchObject({ code: 'InvalidRule.NotFound' });
  });
});

describe('an ACL', () => {
  it('has blocks of its own, and stays while a listener uses it', async () => {
    const AclId = await madeAcl(server, { AclName: 'offices', Description: 'all' });
    const add = (AclEntries: object[]) => call('AddAclEntries', { AclId, AclEntries });
    expect(await add([{ Entry: '10.0.0.1', Description: 'one' }])).toMatchObject({ status: 200 });
    expect(await add([{ Entry: '10.1.0.0/16' }])).toMatchObject({ status: 200 });
    expect(await add([{ Entry: '10.0.0.1/32' }])).toMatchObject({
      code: 'InvalidAclEntry.Conflict',
    });
    expect(await add([{ Entry: 'x' }])).toMatchObject({ code: 'InvalidAclEntry.Malformed' });
    const { listener } = await listening({ AclStatus: 'on', AclType: 'black', AclIds: [AclId] });
    expect(await ok('DescribeAclAttributes', { AclId })).toMatchObject({
      AclName: 'offices',
      Status: 'Active',
      AclEntries: [{ Entry: '10.0.0.1/32', Description: 'one' }, { Entry: '10.1.0.0/16' }],
      Listeners: [{ ListenerId: listener, AclType: 'black', Port: 80 }],
    });
    const remove = () => call('DeleteAcl', { AclId });
    expect(await remove()).toMatchObject({ code: 'InvalidAcl.InUse' });
    await ok('RemoveAclEntries', { AclId, Entries: ['10.0.0.1', '10.9.0.0/16'] });
    expect((await ok('DescribeAcls', { AclIds: [AclId] })).Acls).toMatchObject([
      { AclEntryCount: 1, Listeners: [listener] },
    ]);
    await ok('DeleteListener', { ListenerId: listener });
    expect(await remove()).toMatchObject({ status: 200 });
    expect(await remove()).toMatchObject({ code: 'InvalidAcl.NotFound' });
  });
});
