import type { SdkClient } from '../support/client.ts';

/** Calls every action of what is neither an instance nor on one. */
export async function callEcs(
  client: SdkClient,
  settled: () => Promise<void>,
  instance: string,
): Promise<void> {
  const ecs = async (action: string, input: Record<string, unknown>) => {
    const answer = await client.ok('ecs', action, input);
    await settled();
    return answer;
  };
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const Tags = [{ Key: 'k', Value: 'v' }];
  const { HpcClusterId } = await ecs('CreateHpcCluster', {
    Name: 'c',
    ZoneId: 'cn-beijing-a',
    Tags,
  });
  for (const input of [
    {},
    { HpcClusterIds: [HpcClusterId] },
    { Name: 'c', ZoneId: 'cn-beijing-a', ProjectName: 'default' },
    { TagFilters },
  ]) {
    await ecs('DescribeHpcClusters', input);
  }
  await ecs('DescribeHpcCluster', { HpcClusterId });
  await ecs('ModifyHpcClusterAttribute', { HpcClusterId, Description: 'x' });
  await ecs('DescribeInstances', { HpcClusterId });
  await ecs('DeleteHpcCluster', { HpcClusterId });
  const { SubscriptionId } = await ecs('CreateSubscription', { Type: 'Mail', EventTypes: ['a'] });
  for (const input of [{}, { SubscriptionIds: [SubscriptionId] }, { Type: 'Mail' }]) {
    await ecs('DescribeSubscriptions', input);
  }
  await ecs('ModifySubscriptionEventTypes', { SubscriptionId, EventTypes: ['b'] });
  const { CommandId } = await ecs('CreateCommand', {
    Name: 'c',
    Type: 'Shell',
    CommandContent: 'ZWNobw==',
    Tags,
  });
  for (const input of [
    {},
    { CommandId },
    { Name: 'c', Type: 'Shell', ProjectName: 'default' },
    { TagFilters },
  ]) {
    await ecs('DescribeCommands', input);
  }
  await ecs('ModifyCommand', { CommandId, Description: 'x' });
  const sent = { InvocationName: 'i', InstanceIds: [instance] };
  const { InvocationId } = await ecs('InvokeCommand', { CommandId, ...sent, Tags });
  for (const input of [
    {},
    { InvocationId },
    { CommandId },
    { InvocationName: 'i', InvocationStatus: 'Success', ProjectName: 'default' },
    { TagFilters },
  ]) {
    await ecs('DescribeInvocations', input);
  }
  await ecs('DescribeInvocationInstances', { InvocationId });
  await ecs('DescribeInvocationResults', { InvocationId });
  const later = { RepeatMode: 'Fixed', LaunchTime: '2099-01-01T00:00Z' };
  const scheduled = await ecs('InvokeCommand', { CommandId, ...sent, ...later });
  await ecs('StopInvocation', { InvocationId: scheduled.InvocationId });
  await ecs('DeleteInvocation', { InvocationId });
  await ecs('DeleteCommand', { CommandId });
  for (const input of [{}, { InstanceIds: [instance] }, { Status: 'Running', OSType: 'Linux' }]) {
    await ecs('DescribeCloudAssistantStatus', input);
  }
  await ecs('RunCommand', { Type: 'Shell', CommandContent: 'ZWNobw==', ...sent });
  await ecs('InstallCloudAssistant', { InstanceIds: [instance] });
  await ecs('UpgradeCloudAssistants', { InstanceIds: [instance] });
  await ecs('ReportInstancesStatus', { InstanceIds: [instance], Description: 'x' });
  await ecs('GetConsoleOutput', { InstanceId: instance });
}
