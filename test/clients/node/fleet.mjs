// What stands beside instances: HPC clusters, commands, system events and key pairs.
import assert from 'node:assert/strict';
import { poll, refused, untilGone, ZONE } from './check.mjs';

export async function clusters({ ecs }) {
  const { HpcClusterId } = await ecs('CreateHpcCluster', {
    Name: 'scenario',
    ZoneId: ZONE,
    Description: 'a cluster',
  });
  const listed = async () =>
    (await ecs('DescribeHpcClusters', { HpcClusterIds: [HpcClusterId] })).HpcClusters;
  const [{ Name, ZoneId, Description }] = await listed();
  assert.deepEqual([Name, ZoneId, Description], ['scenario', ZONE, 'a cluster']);
  await ecs('DeleteHpcCluster', { HpcClusterId });
  await untilGone(listed);
}

export async function commands({ ecs }, { InstanceIds: [InstanceId] }) {
  const assistant = await ecs('DescribeCloudAssistantStatus', { InstanceIds: [InstanceId] });
  assert.equal(assistant.Instances[0].InstanceId, InstanceId);
  const { CommandId } = await ecs('CreateCommand', {
    Name: 'scenario',
    Type: 'Shell',
    CommandContent: Buffer.from('echo hi').toString('base64'),
    Timeout: 30,
  });
  await ecs('ModifyCommand', { CommandId, Name: 'renamed' });
  const listed = async () => (await ecs('DescribeCommands', { CommandId })).Commands;
  const [{ Name, Timeout }] = await listed();
  assert.deepEqual([Name, Timeout], ['renamed', 30]);
  const invocation = { InvocationName: 'scenario', InstanceIds: [InstanceId] };
  const { InvocationId } = await ecs('InvokeCommand', { CommandId, ...invocation });
  const found = async () => (await ecs('DescribeInvocations', { InvocationId })).Invocations[0];
  await poll(
    async () => (await found()).InvocationStatus === 'Success',
    () => 'it has not run',
  );
  const { InvocationResults } = await ecs('DescribeInvocationResults', { InvocationId });
  assert.deepEqual(
    InvocationResults.map((each) => [each.InstanceId, each.ExitCode]),
    [[InstanceId, 0]],
  );
  const on = await ecs('DescribeInvocationInstances', { InvocationId });
  assert.equal(on.InvocationInstances[0].InstanceId, InstanceId);
  const later = await ecs('RunCommand', {
    ...invocation,
    Type: 'Shell',
    CommandContent: Buffer.from('echo later').toString('base64'),
    RepeatMode: 'Fixed',
    LaunchTime: '2099-01-01T00:00Z',
  });
  await ecs('StopInvocation', later);
  await ecs('DeleteInvocation', { InvocationId });
  await ecs('DeleteCommand', { CommandId });
  await untilGone(listed);
}

export async function events({ ecs }, { InstanceIds }) {
  const { SystemEvents } = await ecs('DescribeSystemEvents', { ResourceIds: InstanceIds });
  assert.deepEqual(SystemEvents, []);
  assert.deepEqual((await ecs('DescribeEventTypes')).EventTypes, []);
  const unknown = { EventId: 'event-unknown' };
  await refused(
    404,
    'InvalidSystemEvent.NotFound',
    ecs('DescribeSystemEventDefaultAction', unknown),
  );
  const { OperationDetails } = await ecs('UpdateSystemEvents', {
    EventIds: [unknown.EventId],
    Status: 'Executing',
  });
  assert.equal(OperationDetails[0].Error.Code, 'InvalidSystemEvent.NotFound');
  await ecs('ReportInstancesStatus', { InstanceIds, Description: 'slow' });
  const { SubscriptionId } = await ecs('CreateSubscription', { Type: 'Mail', EventTypes: ['a'] });
  await ecs('ModifySubscriptionEventTypes', { SubscriptionId, EventTypes: ['b', 'c'] });
  const { Subscriptions } = await ecs('DescribeSubscriptions', {
    SubscriptionIds: [SubscriptionId],
  });
  assert.deepEqual(Subscriptions[0].EventTypes, ['b', 'c']);
}

export async function keyPairs({ ecs }, { InstanceIds }) {
  const KeyPairName = 'scenario';
  const { KeyPairId, PrivateKey, FingerPrint } = await ecs('CreateKeyPair', { KeyPairName });
  assert.match(PrivateKey, /PRIVATE KEY/);
  await ecs('ModifyKeyPairAttribute', { KeyPairId, Description: 'changed' });
  const listed = async () => (await ecs('DescribeKeyPairs', { KeyPairIds: [KeyPairId] })).KeyPairs;
  const [pair] = await listed();
  assert.deepEqual([pair.FingerPrint, pair.Description], [FingerPrint, 'changed']);
  const on = { KeyPairName, InstanceIds };
  for (const action of ['AttachKeyPair', 'DetachKeyPair']) {
    const { OperationDetails } = await ecs(action, on);
    assert.deepEqual(
      OperationDetails.map(({ InstanceId, Error: error }) => [InstanceId, error]),
      InstanceIds.map((id) => [id, undefined]),
    );
  }
  const { OperationDetails } = await ecs('DeleteKeyPairs', { KeyPairNames: [KeyPairName] });
  assert.equal(OperationDetails[0].KeyPairName, KeyPairName);
  await untilGone(listed);
}
