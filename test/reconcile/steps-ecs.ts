import { calling, type Step, type StepServer } from './step.ts';

const ecs = calling('ecs');
const HOUR_MS = 3_600_000;

const launch = ({ made }: StepServer) => ({
  ZoneId: 'cn-beijing-a',
  ImageId: 'image-debian12x64tenon00',
  InstanceTypeId: 'ecs.g3i.large',
  InstanceName: 'test',
  NetworkInterfaces: [{ SubnetId: made.SubnetId, SecurityGroupIds: [made.SecurityGroupId] }],
});

const one = ({ made }: StepServer) => ({ InstanceId: made.one });

/** An instance is launched and changed in every way. A second one stays as it is. */
export const instanceSteps: Readonly<Record<string, Step>> = {
  async 'instance.create'(stage) {
    const { InstanceIds } = await ecs(stage, 'RunInstances', { ...launch(stage), Count: 2 });
    const [first = '', second = ''] = [...InstanceIds].sort();
    Object.assign(stage.made, { one: first, two: second });
  },
  'instance.place': (stage) =>
    ecs(stage, 'ModifyInstanceAttribute', { ...one(stage), Hostname: 'renamed' }),
  'instance.stop': (stage) => ecs(stage, 'StopInstance', one(stage)),
  async 'instance.move'(stage) {
    const SubnetId = stage.made.there;
    await ecs(stage, 'ModifyInstanceVpcAttribute', { ...one(stage), SubnetId });
  },
  async 'network-interface.retire'(stage) {
    const { SubnetId } = stage.made;
    await ecs(stage, 'ModifyInstanceVpcAttribute', { ...one(stage), SubnetId });
  },
  'instance.start': (stage) => ecs(stage, 'StartInstance', one(stage)),
  'instance.reboot': (stage) => ecs(stage, 'RebootInstance', one(stage)),
  async 'instance.resize'(stage) {
    await ecs(stage, 'StopInstance', one(stage));
    await stage.settle();
    await ecs(stage, 'ModifyInstanceSpec', { ...one(stage), InstanceTypeId: 'ecs.g3i.xlarge' });
  },
  'instance.rebuild': (stage) =>
    ecs(stage, 'ReplaceSystemVolume', {
      ...one(stage),
      ImageId: 'image-ubuntu2204x64tenon',
      Password: 'Passw0rd!',
    }),
};

/** An image is made of the first instance, and exported. */
export const imageSteps: Readonly<Record<string, Step>> = {
  async 'image.create'(stage) {
    const input = { ...one(stage), ImageName: 'own' };
    stage.made.image = (await ecs(stage, 'CreateImage', input)).ImageId;
  },
  'image.export': (stage) =>
    ecs(stage, 'ExportImage', {
      ImageId: stage.made.image,
      TOSBucket: 'bucket',
      TOSPrefix: 'images',
    }),
};

const sent = (stage: StepServer) => ({
  InvocationName: 'sent',
  InstanceIds: [stage.made.one],
  Type: 'Shell',
  CommandContent: 'ZWNobyBoaQ==',
});

/** A command is sent to the first instance, at once and later. */
export const commandSteps: Readonly<Record<string, Step>> = {
  'invocation.run': (stage) => ecs(stage, 'RunCommand', sent(stage)),
  'invocation.repeat': (stage) =>
    ecs(stage, 'RunCommand', {
      ...sent(stage),
      RepeatMode: 'Fixed',
      LaunchTime: new Date(stage.at).toISOString().replace(/\.\d+Z/, 'Z'),
    }),
  async 'invocation.stop'(stage) {
    const { InvocationId } = await ecs(stage, 'RunCommand', sent(stage));
    // Where nothing is left for later it has ended by now, and is no longer stopped.
    await stage.server.client.call('ecs', 'StopInvocation', { InvocationId });
  },
};

/** A moment early in the next step. */
const LATER_MS = HOUR_MS + 2000;

/** An order is delivered, and released at its time; then the last instances are deleted. */
export const orderSteps: Readonly<Record<string, Step>> = {
  async 'scheduled-instance.deliver'(stage) {
    await ecs(stage, 'CreateScheduledInstances', {
      ...launch(stage),
      ScheduledInstanceName: 'order',
      ElasticScheduledInstanceType: 'Segmented',
      DeliveryType: 'Immediate',
      AutoReleaseAt: new Date(stage.at + LATER_MS).toISOString().replace('.000', ''),
    });
  },
  async 'scheduled-instance.release'() {},
  async 'instance.delete'(stage) {
    const { one: InstanceId, two } = stage.made;
    await ecs(stage, 'DeleteInstances', { InstanceIds: [InstanceId, two] });
  },
};
