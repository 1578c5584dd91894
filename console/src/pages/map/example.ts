import type { CallOptions } from '../../api/call.ts';
import { control } from '../../api/control.ts';

export const STEPS = ['vpc', 'subnets', 'group', 'instances', 'nic'] as const;
export type Step = (typeof STEPS)[number];

type Call = <T>(
  service: string,
  action: string,
  parameters?: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<T>;

const quiet: CallOptions = { unrecorded: true };

/** How often it is looked whether something has settled, where time passes by itself. */
const LOOK_MS = 150;
const MOST_LOOKS = 400;

/**
 * Makes a small network by ordinary calls.
 * @param isManual whether nothing settles until the clock is advanced
 * @param begin is told of each step as it begins
 * @throws Failure
 */
export async function makeExample(
  call: Call,
  isManual: boolean,
  begin: (step: Step) => void,
): Promise<void> {
  const settled = async (look: () => Promise<boolean>) => {
    for (let n = 0; n < MOST_LOOKS && !(await look()); n += 1) {
      if (isManual) await control('clock', { method: 'POST', body: { advance: '5s' } });
      else await new Promise((go) => setTimeout(go, LOOK_MS));
    }
  };
  begin('vpc');
  const { Zones } = await call<{ Zones: { ZoneId: string }[] }>('ecs', 'DescribeZones', {}, quiet);
  const zones = [Zones[0]?.ZoneId ?? '', Zones[1]?.ZoneId ?? Zones[0]?.ZoneId ?? ''];
  const { VpcId } = await call<{ VpcId: string }>('vpc', 'CreateVpc', {
    ...{ VpcName: 'example', CidrBlock: '10.0.0.0/16' },
  });
  await settled(async () => {
    const asked = { VpcIds: [VpcId] };
    const { Vpcs } = await call<{ Vpcs: { Status: string }[] }>(
      'vpc',
      'DescribeVpcs',
      asked,
      quiet,
    );
    return Vpcs[0]?.Status === 'Available';
  });
  begin('subnets');
  const subnets: string[] = [];
  for (const [at, ZoneId] of zones.entries()) {
    const { SubnetId } = await call<{ SubnetId: string }>('vpc', 'CreateSubnet', {
      ...{ VpcId, ZoneId, CidrBlock: `10.0.${at + 1}.0/24`, SubnetName: `example-${at + 1}` },
    });
    subnets.push(SubnetId);
  }
  await settled(async () => {
    const asked = { SubnetIds: subnets };
    const answer = await call<{ Subnets: { Status: string }[] }>(
      'vpc',
      'DescribeSubnets',
      asked,
      quiet,
    );
    return answer.Subnets.every(({ Status }) => Status === 'Available');
  });
  begin('group');
  const { SecurityGroupId } = await call<{ SecurityGroupId: string }>(
    'vpc',
    'CreateSecurityGroup',
    {
      ...{ VpcId, SecurityGroupName: 'example' },
    },
  );
  await settled(async () => {
    const answer = await call<{ SecurityGroups: { Status: string }[] }>(
      ...([
        'vpc',
        'DescribeSecurityGroups',
        { SecurityGroupIds: [SecurityGroupId] },
        quiet,
      ] as const),
    );
    return answer.SecurityGroups[0]?.Status === 'Available';
  });
  begin('instances');
  const images = await call<{ Images: { ImageId: string; Architecture: string }[] }>(
    ...(['ecs', 'DescribeImages', { MaxResults: 100 }, quiet] as const),
  );
  const types = await call<{ InstanceTypes: { InstanceTypeId: string }[] }>(
    ...(['ecs', 'DescribeInstanceTypes', { MaxResults: 100 }, quiet] as const),
  );
  const all = types.InstanceTypes.map(({ InstanceTypeId }) => InstanceTypeId);
  const made = subnets.map((SubnetId, at) =>
    call('ecs', 'RunInstances', {
      InstanceName: `example-${at + 1}`,
      ZoneId: zones[at],
      ImageId: images.Images[0]?.ImageId,
      InstanceTypeId: all.find((id) => id === 'ecs.g3i.large') ?? all[0],
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
    }),
  );
  await Promise.all(made);
  await settled(async () => {
    const answer = await call<{ Instances: { Status: string }[] }>(
      'ecs',
      'DescribeInstances',
      { VpcId },
      quiet,
    );
    return answer.Instances.every(({ Status }) => Status === 'RUNNING');
  });
  begin('nic');
  await call('vpc', 'CreateNetworkInterface', {
    ...{ SubnetId: subnets[0], SecurityGroupIds: [SecurityGroupId] },
    NetworkInterfaceName: 'spare',
  });
  if (isManual) await control('clock', { method: 'POST', body: { advance: '5s' } });
}
