import type { TenonServer } from '#server.ts';
import type { DemoClient } from './demo-client.ts';
import { Guests } from './demo-guests.ts';
import { type Delivery, drawPacket } from './packet-drawing.ts';
import { styled } from './terminal.ts';

const LEFT = '10.0.1.10';
const RIGHT = '10.0.1.20';
const NEW = '10.0.1.30';
const INTERNET = '198.51.100.1';

/**
 * Two instances that cannot reach each other, an interface for one of them, and what packets meet
 * after each change. Every packet is real: `ping` sends it from inside an instance.
 */
export async function playPackets(
  stage: DemoClient,
  zone: string,
  server: Pick<TenonServer, 'dataPlane' | 'control'>,
): Promise<void> {
  const guests = new Guests(server);

  stage.title('A network, and a group that lets nothing in');
  const { VpcId } = await stage.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', VpcName: 'demo' });
  const { SubnetId } = await stage.vpc('CreateSubnet', {
    VpcId,
    ZoneId: zone,
    CidrBlock: '10.0.1.0/24',
  });
  const closed = await groupOf(stage, VpcId);
  // Each group is made with a rule that lets its members reach one another.
  await stage.vpc('RevokeSecurityGroupIngress', {
    SecurityGroupId: closed,
    Protocol: 'all',
    PortStart: -1,
    PortEnd: -1,
    SourceGroupId: closed,
  });

  stage.title('Two instances');
  const left = await launch(stage, { zone, SubnetId, closed, name: 'left', address: LEFT });
  const right = await launch(stage, { zone, SubnetId, closed, name: 'right', address: RIGHT });
  guests.name(left, 'left');
  guests.name(right, 'right');
  console.log(drawing(VpcId));

  const send = async (from: string, source: string, to: string, whose: string) => {
    const delivery = await guests.ping(from, source, to);
    console.log(drawPacket({ ...delivery, sender: guests.nameOf(from), source, to, whose }));
    return delivery;
  };

  stage.title('They cannot reach each other');
  expectSilence(await send(left, LEFT, RIGHT, 'right'));
  expectSilence(await send(right, RIGHT, LEFT, 'left'));

  stage.title('A network interface whose group lets ping in');
  const open = await groupOf(stage, VpcId);
  const allowPing = { SecurityGroupId: open, Protocol: 'icmp', PortStart: -1, PortEnd: -1 };
  await stage.vpc('AuthorizeSecurityGroupIngress', { ...allowPing, CidrIp: '0.0.0.0/0' });
  const { NetworkInterfaceId } = await stage.vpc('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [open],
    PrimaryIpAddress: NEW,
  });
  const settled = (status: string) =>
    stage.until('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }, status);
  await settled('Available');
  expectSilence(await send(left, LEFT, NEW, 'nobody yet'));

  stage.title('Attach it to right');
  await stage.vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: right });
  await settled('InUse');
  await guests.show(right);
  expectAnswer(await send(left, LEFT, NEW, 'right'));

  stage.title('Its security group drops ping');
  const drop = { ...allowPing, CidrIp: '0.0.0.0/0', Policy: 'drop' };
  await stage.vpc('AuthorizeSecurityGroupIngress', drop);
  expectSilence(await send(left, LEFT, NEW, 'right'));
  await stage.vpc('RevokeSecurityGroupIngress', drop);
  expectAnswer(await send(left, LEFT, NEW, 'right'));

  stage.title('An EIP, reached from the internet');
  const { AllocationId, EipAddress } = await stage.vpc('AllocateEipAddress', {
    BillingType: 3,
    Bandwidth: 5,
  });
  await stage.vpc('AssociateEipAddress', {
    AllocationId,
    InstanceType: 'NetworkInterface',
    InstanceId: NetworkInterfaceId,
  });
  await stage.until('vpc', 'DescribeEipAddressAttributes', { AllocationId }, 'Attached');
  expectAnswer(await send('internet', INTERNET, EipAddress, 'right'));

  stage.title('Detach it: silence');
  await stage.vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId: right });
  await settled('Available');
  await guests.show(right);
  expectSilence(await send(left, LEFT, NEW, 'nobody'));
  expectSilence(await send('internet', INTERNET, EipAddress, 'nobody'));
  stage.end(`${guests.sent} packets, ${guests.answered} answered`);
}

async function groupOf(stage: DemoClient, VpcId: string): Promise<string> {
  const { SecurityGroupId } = await stage.vpc('CreateSecurityGroup', { VpcId });
  await stage.until('vpc', 'DescribeSecurityGroupAttributes', { SecurityGroupId }, 'Available');
  return SecurityGroupId;
}

interface Launch {
  readonly zone: string;
  readonly SubnetId: string;
  readonly closed: string;
  readonly name: string;
  readonly address: string;
}

async function launch(stage: DemoClient, { zone, SubnetId, closed, name, address }: Launch) {
  const { InstanceIds } = await stage.ecs('RunInstances', {
    ZoneId: zone,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: name,
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [closed], PrimaryIpAddress: address }],
  });
  const [id] = InstanceIds as [string];
  await stage.untilRunning([id]);
  return id;
}

/** What there is before the interface. */
function drawing(vpcId: string): string {
  const border = (name: string) => `   +---------- ${name} ${'-'.repeat(43 - name.length)}+`;
  return styled(
    'dim',
    [
      '',
      `   internet ${INTERNET}`,
      '        |',
      border(`${vpcId} 10.0.0.0/16`),
      '   |                                                       |',
      `   |      left                         right               |`,
      `   |      eth0 ${LEFT}               eth0 ${RIGHT}      |`,
      border('subnet 10.0.1.0/24'),
    ].join('\n'),
  );
}

function expectAnswer({ answered }: Delivery): void {
  if (!answered) throw new Error('an answer was expected here, and none came');
}

function expectSilence({ answered }: Delivery): void {
  if (answered) throw new Error('silence was expected here, and an answer came');
}
