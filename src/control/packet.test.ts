import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeInterface, madeSubnet, primaryOf, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let place: Awaited<ReturnType<typeof scene>>;
let sender: string;
let receiver: string;
/** In another VPC. */
let stranger: string;
let lone: string;
let eip: { readonly id: string; readonly address: string };
beforeAll(async () => {
  server = await startServer();
  place = await scene(server, { instances: 2 });
  const other = await scene(server, { instances: 1 });
  [sender = '', receiver = ''] = await Promise.all(
    place.instanceIds.map((id) => primaryOf(server, id)),
  );
  stranger = await primaryOf(server, other.instanceIds[0] ?? '');
  for (const SecurityGroupId of [place.groupId, other.groupId]) await openTo(SecurityGroupId, 100);
  lone = await madeInterface(server, place, { PrimaryIpAddress: '10.0.0.77' });
  const { AllocationId, EipAddress } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 3,
  });
  eip = { id: AllocationId, address: EipAddress };
});
afterAll(() => server.close());

/** Lets everything of IPv4 in. */
const openTo = (SecurityGroupId: string, Priority: number, more: object = {}) =>
  server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', {
    SecurityGroupId,
    Protocol: 'all',
    PortStart: -1,
    PortEnd: -1,
    CidrIp: '0.0.0.0/0',
    Priority,
    ...more,
  });

interface Shown {
  readonly stage: string;
  readonly verdict: string;
  readonly by: string;
  readonly because: string;
}

async function ask(query: Record<string, string>) {
  const response = await fetch(`${server.url}/_tenon/packet?${new URLSearchParams(query)}`);
  // biome-ignore lint/suspicious/noExplicitAny: a trace or a refusal
  return { status: response.status, body: (await response.json()) as any };
}

/** The steps that drop it, as `stage by: because`. */
async function drops(query: Record<string, string>): Promise<string[]> {
  const { body } = await ask(query);
  return (body.steps as Shown[])
    .filter(({ verdict }) => verdict === 'drop')
    .map(({ stage, by, because }) => `${stage} ${by}: ${because}`);
}

const addressOf = async (id: string): Promise<string> =>
  (await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: id }))
    .PrimaryIpAddress;

describe('a packet between two interfaces', () => {
  it('is a ping unless told, from the primary address to the primary address', async () => {
    const { status, body } = await ask({ from: sender, to: receiver });
    const [source, destination] = await Promise.all([addressOf(sender), addressOf(receiver)]);
    expect([status, body.packet]).toEqual([
      200,
      { from: sender, source, destination, protocol: 'icmp', port: 0 },
    ]);
    expect([body.arrives, body.to, body.sourceSeen]).toEqual([
      true,
      { nicId: receiver, instanceId: place.instanceIds[1], address: destination },
      source,
    ]);
    expect(body.reply.arrives).toBe(true);
    expect(body.steps.map(({ stage }: Shown) => stage)).toEqual([
      'nic',
      'source-check',
      'security-group-egress',
      'route',
      'network-acl-egress',
      'security-group-ingress',
      'nic',
    ]);
  });

  it('may be named by instances: their primary interfaces', async () => {
    const [from = '', to = ''] = place.instanceIds;
    const { body } = await ask({ from, to });
    expect([body.packet.from, body.to.nicId]).toEqual([sender, receiver]);
  });

  it('is dropped by the rule that says so', async () => {
    const closed = { Protocol: 'tcp', PortStart: 22, PortEnd: 22 };
    await openTo(place.groupId, 1, { ...closed, Policy: 'drop' });
    expect(await drops({ from: sender, to: receiver, protocol: 'tcp', port: '22' })).toEqual([
      `security-group-ingress ${place.groupId}: its ingress rule of priority 1 drops tcp 22 from 0.0.0.0/0`,
    ]);
    expect(await drops({ from: sender, to: receiver, protocol: 'tcp', port: '23' })).toEqual([]);
    await server.client.ok('vpc', 'RevokeSecurityGroupIngress', {
      SecurityGroupId: place.groupId,
      ...closed,
      CidrIp: '0.0.0.0/0',
      Policy: 'drop',
      Priority: 1,
    });
  });

  it('is of IPv6 where the protocol or an address is', async () => {
    const six = await ask({ from: sender, to: '2001:DB8:0::1', protocol: 'tcp', port: '22' });
    expect(six.status).toBe(400);
    const { body } = await ask({ from: sender, to: receiver, source: '2001:db8::9' });
    expect(body.ResponseMetadata.Error.Message).toContain('it has no IPv6 address');
  });

  it('from an interface in no instance is told so, and so is one to it', async () => {
    expect(await drops({ from: lone, to: receiver })).toEqual([
      `nic : ${lone} is Available, and in no instance`,
    ]);
    for (const to of [lone, '10.0.0.77']) {
      expect(await drops({ from: sender, to })).toEqual([
        `route : 10.0.0.77 is in the block 10.0.0.0/8 of ${place.vpcId}, and ${lone} is Available, and in no instance`,
      ]);
    }
  });

  it('of an instance that is stopped is dropped at its link', async () => {
    const InstanceId = place.instanceIds[1];
    await server.client.ok('ecs', 'StopInstance', { InstanceId });
    await server.settled();
    const why = `nic : ${receiver} is in ${InstanceId}, which does not run: its link is down`;
    expect(await drops({ from: sender, to: receiver })).toEqual([why]);
    expect(await drops({ from: receiver, to: sender })).toEqual([why]);
    await server.client.ok('ecs', 'StartInstance', { InstanceId });
    await server.settled();
    expect(await drops({ from: sender, to: receiver })).toEqual([]);
  });
});

describe('a packet to another VPC or the internet', () => {
  it('needs an EIP at both ends', async () => {
    expect(await drops({ from: sender, to: stranger })).toEqual([
      `eip : ${stranger} has no EIP, and it is in another VPC`,
    ]);
    expect(await drops({ from: 'internet', to: receiver })).toEqual([
      `eip : ${receiver} has no EIP, and it is asked from the internet`,
    ]);
    const source = await addressOf(sender);
    const [why = ''] = await drops({ from: sender, to: 'internet' });
    expect(why).toMatch(/^route vtb-\w+: it has no route to 198\.51\.100\.1, and /);
    expect(why).toContain(`, and ${source} has no EIP`);
    expect(await drops({ from: 'internet', to: eip.address })).toEqual([
      `eip : ${eip.address} is that of ${eip.id}, which is Available: bound to nothing`,
    ]);
  });

  it('is told by the EIP, as the receiver sees it', async () => {
    await server.client.ok('vpc', 'AssociateEipAddress', {
      AllocationId: eip.id,
      InstanceId: stranger,
      InstanceType: 'NetworkInterface',
    });
    await server.settled();
    const private_ = await addressOf(stranger);
    const { body } = await ask({ from: 'internet', to: stranger });
    expect([body.packet.destination, body.arrives, body.to.address]).toEqual([
      eip.address,
      true,
      private_,
    ]);
    const out = await ask({ from: stranger, to: 'internet', protocol: 'udp', port: '53' });
    expect([out.body.to, out.body.sourceSeen, out.body.reply.arrives]).toEqual([
      'internet',
      eip.address,
      true,
    ]);
    // The sender has no EIP of its own.
    expect((await drops({ from: sender, to: stranger }))[0]).toContain('has no EIP');
    await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId: eip.id });
    await server.settled();
  });
});

describe('what arrives, and is not answered', () => {
  it('is told for an ACL without state', async () => {
    const subnetId = await madeSubnet(server, place.vpcId, { CidrBlock: '10.0.9.0/24' });
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', {
      ZoneId: place.zoneId,
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      InstanceName: 'far',
      NetworkInterfaces: [{ SubnetId: subnetId, SecurityGroupIds: [place.groupId] }],
    });
    await server.settled();
    const far = await primaryOf(server, InstanceIds[0]);
    const { NetworkAclId } = await server.client.ok('vpc', 'CreateNetworkAcl', {
      VpcId: place.vpcId,
    });
    await server.settled();
    await server.client.ok('vpc', 'AssociateNetworkAcl', {
      NetworkAclId,
      Resource: [{ ResourceId: subnetId }],
    });
    await server.settled();
    await server.client.ok('vpc', 'UpdateNetworkAclEntries', {
      NetworkAclId,
      UpdateIngressAclEntries: true,
      IngressAclEntries: [
        { Policy: 'accept', Protocol: 'tcp', Port: '22/22', SourceCidrIp: '0.0.0.0/0' },
      ],
      UpdateEgressAclEntries: true,
      EgressAclEntries: [
        { Policy: 'accept', Protocol: 'tcp', Port: '1/1023', DestinationCidrIp: '0.0.0.0/0' },
      ],
    });
    await server.settled();
    const { body } = await ask({ from: sender, to: far, protocol: 'tcp', port: '22' });
    expect([body.arrives, body.reply.arrives]).toEqual([true, false]);
    const [dropped] = body.reply.steps.filter(({ verdict }: Shown) => verdict === 'drop');
    expect([dropped.stage, dropped.by]).toEqual(['network-acl-egress', NetworkAclId]);
    expect(dropped.because).toContain('tcp 49152');
    expect(dropped.because).toContain('it is stateless');
  });
});

describe('a question that makes no packet', () => {
  it.each([
    [{ to: '10.0.0.1' }, 400, 'from'],
    [{ from: 'SENDER' }, 400, 'to'],
    [{ from: 'eni-nowhere', to: '10.0.0.1' }, 404, 'eni-nowhere'],
    [{ from: 'SENDER', to: 'eni-nowhere' }, 404, 'eni-nowhere'],
    [{ from: 'SENDER', to: '10.0.0.256' }, 404, '10.0.0.256'],
    [{ from: 'SENDER', to: 'fe80::1%eth0' }, 404, 'fe80::1%eth0'],
    [{ from: 'SENDER', to: '' }, 404, 'no network interface'],
    [{ from: 'SENDER', to: 'SENDER' }, 400, 'never leaves the instance'],
    [{ from: 'internet', to: 'internet' }, 400, 'both ends are the internet'],
    [{ from: 'SENDER', to: '10.0.0.1', source: 'x' }, 400, 'no address'],
    [{ from: 'SENDER', to: '::1', source: '10.0.0.9' }, 400, 'no IPv4 address'],
    [{ from: 'SENDER', to: '10.0.0.1', protocol: 'gre' }, 400, 'protocol'],
    [{ from: 'SENDER', to: '10.0.0.1', protocol: 'icmpv6' }, 400, 'pinged by icmp'],
    [{ from: 'SENDER', to: '10.0.0.1', protocol: 'tcp' }, 400, 'tcp needs one'],
    [{ from: 'SENDER', to: '10.0.0.1', protocol: 'udp', port: '0' }, 400, '1 to 65535'],
    [{ from: 'SENDER', to: '10.0.0.1', protocol: 'udp', port: '65536' }, 400, '1 to 65535'],
    [{ from: 'SENDER', to: '10.0.0.1', port: '22' }, 400, 'icmp has none'],
    [{ from: 'SENDER', to: '10.0.0.1', account: '1' }, 400, 'no account 1'],
    [{ from: 'SENDER', to: '10.0.0.1', region: 'mars' }, 400, 'no region mars'],
    [{ from: 'SENDER', to: '10.0.0.1', more: '1' }, 400, 'no parameter [more]'],
  ])('%j is refused', async (query, status, text) => {
    const asked = Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, value === 'SENDER' ? sender : value]),
    );
    const answered = await ask(asked);
    const { Message = '' } = answered.body.ResponseMetadata.Error;
    const reason = `${Message}`;
    expect([answered.status, reason]).toEqual([status, expect.stringMatching(/./)]);
    const response = await fetch(`${server.url}/_tenon/packet?${new URLSearchParams(asked)}`);
    const said = `${reason} ${response.headers.get('x-tenon-reason') ?? ''}`;
    expect(said).toContain(text);
  });
});
