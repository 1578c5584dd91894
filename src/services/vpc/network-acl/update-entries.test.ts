import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNetworkAcl, shown } from '#test/support/network-acl.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
let NetworkAclId: string;
beforeEach(async () => {
  const world = makeWorld({ ...worldOfTwo(), quotas: { EntriesPerNetworkAcl: 2 } });
  server = await startServer({ world });
  NetworkAclId = await madeNetworkAcl(server, await madeVpc(server));
});
afterEach(() => server.close());

const update = (input: Record<string, unknown>, client = server.client) =>
  client.vpc('UpdateNetworkAclEntries', { NetworkAclId, ...input });

const ingress = (...IngressAclEntries: Record<string, unknown>[]) =>
  update({ UpdateIngressAclEntries: true, IngressAclEntries });

type Entry = { NetworkAclEntryId: string; Priority: number } & Record<string, unknown>;

async function entries(direction: 'Ingress' | 'Egress'): Promise<Entry[]> {
  return (await shown(server, NetworkAclId))[`${direction}AclEntries`];
}

const WEB = { SourceCidrIp: '10.0.0.0/24', Protocol: 'tcp', Port: '80/443' };
const DEFAULT = expect.objectContaining({ Policy: 'drop', Priority: 32767 });

describe('what it writes', () => {
  it('the entries of one direction, in their order, before the default one', async () => {
    const reply = await ingress(
      { ...WEB, NetworkAclEntryName: 'web', Description: 'to the web', Policy: 'accept' },
      { SourceCidrIp: '::/0', Policy: 'drop' },
    );
    expect(reply).toMatchObject({ status: 200, result: { AsyncTaskId: expect.any(String) } });
    const id = expect.stringMatching(/^nae-[a-z0-9]{25}$/);
    expect(await entries('Ingress')).toEqual([
      {
        NetworkAclEntryId: id,
        NetworkAclEntryName: 'web',
        Description: 'to the web',
        Policy: 'accept',
        Protocol: 'tcp',
        Port: '80/443',
        Priority: 1,
        SourceCidrIp: '10.0.0.0/24',
      },
      {
        NetworkAclEntryId: id,
        NetworkAclEntryName: '',
        Description: '',
        Policy: 'drop',
        Protocol: 'all',
        Port: '-1/-1',
        Priority: 2,
        SourceCidrIp: '::/0',
      },
      DEFAULT,
    ]);
    expect(await entries('Egress')).toEqual([DEFAULT]);
  });

  it('both directions at once, and neither without its flag', async () => {
    const both = {
      IngressAclEntries: [WEB],
      EgressAclEntries: [{ DestinationCidrIp: '10.1.0.0/16', Protocol: 'udp', Port: '53/53' }],
    };
    expect(await update(both)).toMatchObject({ status: 200 });
    expect(await entries('Ingress')).toEqual([DEFAULT]);
    expect(await update({ ...both, UpdateEgressAclEntries: true })).toMatchObject({ status: 200 });
    expect(await entries('Ingress')).toEqual([DEFAULT]);
    expect(await entries('Egress')).toMatchObject([{ DestinationCidrIp: '10.1.0.0/16' }, DEFAULT]);
    await update({ ...both, UpdateIngressAclEntries: true, UpdateEgressAclEntries: true });
    expect(await entries('Ingress')).toMatchObject([{ SourceCidrIp: '10.0.0.0/24' }, DEFAULT]);
  });

  it('an entry whose id is given keeps it, the others are new', async () => {
    await ingress(WEB, { ...WEB, Port: '22/22' });
    const [web, ssh] = await entries('Ingress');
    await ingress({ ...WEB, Port: '23/23' }, { ...WEB, NetworkAclEntryId: web?.NetworkAclEntryId });
    const [fresh, kept, last] = await entries('Ingress');
    expect(kept).toEqual({ ...web, Priority: 2 });
    expect([web, ssh].map((entry) => entry?.NetworkAclEntryId)).not.toContain(
      fresh?.NetworkAclEntryId,
    );
    expect(last).toEqual(DEFAULT);
  });

  it('nothing but the default one when no entry is given', async () => {
    await ingress(WEB);
    const before = await entries('Ingress');
    expect(await update({ UpdateIngressAclEntries: true })).toMatchObject({ status: 200 });
    expect(await entries('Ingress')).toEqual(before.slice(1));
  });
});

describe('what it refuses', () => {
  it('an unknown network ACL', async () => {
    const unknown = { status: 404, code: 'InvalidNetworkAcl.NotFound' };
    expect(await update({ NetworkAclId: 'nacl-none' })).toMatchObject(unknown);
    expect(await update({}, server.as(OTHER))).toMatchObject(unknown);
  });

  it('an entry without a block, or a port that its protocol needs', async () => {
    const missing = (name: string) => ({
      status: 400,
      code: 'MissingParameter',
      message: `The request is missing ${name} parameter.`,
    });
    expect(await ingress(WEB, { Protocol: 'all' })).toMatchObject(
      missing('IngressAclEntries.2.SourceCidrIp'),
    );
    const udp = { DestinationCidrIp: '10.0.0.0/8', Protocol: 'udp' };
    expect(await update({ UpdateEgressAclEntries: true, EgressAclEntries: [udp] })).toMatchObject(
      missing('EgressAclEntries.1.Port'),
    );
  });

  it.each([
    '10.0.0.0',
    '10.0.0.1/24',
    '10.0.0.0/33',
    'fd00::1/64',
    'fd00::%1/64',
    '0/0',
    'x',
  ])('the block %s', async (SourceCidrIp) => {
    expect(await ingress({ SourceCidrIp })).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Malformed',
    });
  });

  it.each([
    ['tcp', '-1/-1'],
    ['tcp', '0/80'],
    ['udp', '443/80'],
    ['tcp', '1/65536'],
    ['tcp', '80'],
    ['all', '80/80'],
    ['icmp', '1/1'],
  ])('for %s the port %s', async (Protocol, Port) => {
    expect(await ingress({ ...WEB, Protocol, Port })).toMatchObject({
      status: 400,
      code: 'InvalidPort.Malformed',
    });
  });

  it('ids that are unknown, of the other direction, of the default entry, or repeated', async () => {
    await ingress(WEB);
    const [web, last] = await entries('Ingress');
    const [egress] = await entries('Egress');
    const unknown = { status: 404, code: 'InvalidNetworkAclEntry.NotFound' };
    for (const id of ['nae-none', last?.NetworkAclEntryId, egress?.NetworkAclEntryId]) {
      expect(await ingress({ ...WEB, NetworkAclEntryId: id })).toMatchObject(unknown);
    }
    const kept = { ...WEB, NetworkAclEntryId: web?.NetworkAclEntryId };
    expect(
      await update({
        UpdateEgressAclEntries: true,
        EgressAclEntries: [{ ...kept, DestinationCidrIp: '10.0.0.0/8' }],
      }),
    ).toMatchObject(unknown);
    expect(await ingress(kept, kept)).toMatchObject({
      status: 400,
      code: 'InvalidNetworkAclEntry.Malformed',
    });
    expect(await entries('Ingress')).toEqual([web, DEFAULT]);
  });

  it('more entries than allowed of one direction and version of IP', async () => {
    const ipv6 = { SourceCidrIp: 'fd00::/8' };
    expect(await ingress(WEB, WEB, ipv6, ipv6)).toMatchObject({ status: 200 });
    expect(await ingress(WEB, ipv6, ipv6, ipv6)).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.NetworkAclEntry',
      message: "You've reached the limit on the number of ingress IPv6 entries per Network ACL.",
    });
  });
});
