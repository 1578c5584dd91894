import type { RoundTrip } from './round-trips.ts';

const described = { Description: 'round trip', ProjectName: 'default' };
const tags = { Tags: [{ Key: 'k', Value: 'v' }] };

const CLUSTER = ['DescribeHpcClusters', { HpcClusterIds: ['CLUSTER'] }] as const;

/** HPC clusters: one is there before an instance is launched into it. */
export const HPC_CLUSTERS: readonly RoundTrip[] = [
  {
    service: 'ecs',
    action: 'CreateHpcCluster',
    given: { Name: 'cluster', ZoneId: 'cn-beijing-b', ...described, ...tags },
    makes: ['CLUSTER', 'HpcClusterId'],
    describe: CLUSTER,
  },
  {
    service: 'ecs',
    action: 'ModifyHpcClusterAttribute',
    given: { HpcClusterId: 'CLUSTER', HpcClusterName: 'cluster-2', Description: 'changed' },
    describe: CLUSTER,
    shown: { Name: 'cluster-2' },
  },
];

const COMMAND = ['DescribeCommands', { CommandId: 'COMMAND' }] as const;
const INVOCATION = ['DescribeInvocations', { InvocationId: 'INVOCATION' }] as const;
const SENT = ['DescribeInvocations', { InvocationId: 'SENT' }] as const;

const DEFINITION = {
  Name: 'who',
  Type: 'String',
  Required: true,
  DefaultValue: 'you',
  MinLength: 1,
  MaxLength: 9,
  MinValue: '1',
  MaxValue: '2',
  DecimalPrecision: 3,
};
const SCRIPT = {
  CommandContent: 'ZWNobyBoaQ==',
  Type: 'Shell',
  EnableParameter: true,
  ParameterDefinitions: [DEFINITION],
  Timeout: 100,
  Username: 'ops',
  WorkingDir: '/tmp',
};
const REPEATED = {
  InvocationName: 'sent',
  InvocationDescription: 'round trip',
  RepeatMode: 'Rate',
  Frequency: '5m',
  LaunchTime: '2099-01-01T00:00:00Z',
  RecurrenceEndTime: '2099-01-02T00:00:00Z',
  Parameters: '{"who":"me"}',
  ProjectName: 'default',
  ...tags,
};

/** What the cloud assistant sends to an instance that runs. */
export const COMMANDS: readonly RoundTrip[] = [
  {
    service: 'ecs',
    action: 'CreateCommand',
    given: { Name: 'command', ...SCRIPT, ContentEncoding: 'Base64', ...described, ...tags },
    makes: ['COMMAND', 'CommandId'],
    describe: COMMAND,
  },
  {
    service: 'ecs',
    action: 'ModifyCommand',
    given: {
      CommandId: 'COMMAND',
      Name: 'command-2',
      Description: 'changed',
      CommandContent: 'ZWNobyBieWU=',
      Type: 'Python',
      EnableParameter: false,
      ParameterDefinitions: [{ ...DEFINITION, Name: 'whom' }],
      Timeout: 200,
      Username: 'dev',
      WorkingDir: '/var',
    },
    describe: COMMAND,
  },
  {
    service: 'ecs',
    action: 'InvokeCommand',
    given: {
      CommandId: 'COMMAND',
      InstanceIds: ['INSTANCE'],
      Timeout: 300,
      Username: 'root',
      WorkingDir: '/',
      ...REPEATED,
    },
    makes: ['INVOCATION', 'InvocationId'],
    describe: INVOCATION,
  },
  {
    service: 'ecs',
    action: 'RunCommand',
    given: { InstanceIds: ['INSTANCE'], ...SCRIPT, ...REPEATED },
    makes: ['SENT', 'InvocationId'],
    describe: SENT,
  },
];

const SUBSCRIPTION = ['DescribeSubscriptions', { SubscriptionIds: ['SUBSCRIPTION'] }] as const;

/** What instances have nothing to do with. */
export const ECS_TRIPS: readonly RoundTrip[] = [
  {
    service: 'ecs',
    action: 'CreateSubscription',
    given: { Type: 'Mail', EventTypes: ['a', 'b'] },
    makes: ['SUBSCRIPTION', 'SubscriptionId'],
    describe: SUBSCRIPTION,
  },
  {
    service: 'ecs',
    action: 'ModifySubscriptionEventTypes',
    given: { SubscriptionId: 'SUBSCRIPTION', EventTypes: ['c'] },
    describe: SUBSCRIPTION,
  },
];
