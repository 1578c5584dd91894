import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 600_000;

let server: TestServer;
beforeEach(async () => {
  const world = worldOfTwo({
    quotas: { RulesPerSecurityGroup: 10, RoutesPerRouteTable: 8, PrefixLists: 3 },
  });
  server = await startServer({ transitions: 'manual', world });
});
afterEach(async () => {
  await server.advance(LATER);
  expect(await breaches(server.store, server.world, true)).toEqual([]);
  await server.close();
});

type Input = Record<string, unknown>;
const call = (action: string, input: Input = {}) => server.client.vpc(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('vpc', action, input);

async function made(input: Input = {}): Promise<string> {
  const { PrefixListId } = await ok('CreatePrefixList', { MaxEntries: 5, ...input });
  await server.advance(LATER);
  return PrefixListId;
}
async function modify(PrefixListId: string, input: Input) {
  const reply = await call('ModifyPrefixList', { PrefixListId, ...input });
  await server.advance(LATER);
  return reply;
}
const shown = async (PrefixListId: string) =>
  (await ok('DescribePrefixLists', { PrefixListIds: [PrefixListId] })).PrefixLists[0];
const entries = async (PrefixListId: string) =>
  (await ok('DescribePrefixListEntries', { PrefixListId })).PrefixListEntries;
const associations = async (PrefixListId: string, input: Input = {}) =>
  (await ok('DescribePrefixListAssociations', { PrefixListId, ...input })).PrefixListAssociations;

const TWO = [{ Cidr: '1.2.3.0/24', Description: 'north' }, { Cidr: '1.2.4.0/24' }];

describe('a prefix list', () => {
  it('is Creating, then Available; Pending while it changes, Deleting while it goes', async () => {
    const { PrefixListId } = await ok('CreatePrefixList', {
      PrefixListName: 'offices',
      Description: 'ours',
      MaxEntries: 5,
      PrefixListEntries: TWO,
      ProjectName: 'p',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const time = expect.stringMatching(/\+08:00$/);
    const view = {
      PrefixListId,
      PrefixListName: 'offices',
      Description: 'ours',
      IpVersion: 'IPv4',
      MaxEntries: 5,
      Cidrs: ['1.2.3.0/24', '1.2.4.0/24'],
      AssociationCount: 0,
      ProjectName: 'p',
      Status: 'Creating',
      Tags: [{ Key: 'a', Value: 'b' }],
      CreationTime: time,
      UpdateTime: time,
    };
    expect(await shown(PrefixListId)).toEqual(view);
    const busy = { status: 400, code: 'InvalidPrefixList.InvalidStatus' };
    for (const action of ['ModifyPrefixList', 'DeletePrefixList']) {
      expect(await call(action, { PrefixListId })).toMatchObject(busy);
    }
    await server.advance(LATER);
    for (const filter of [
      { PrefixListName: 'offices' },
      { IpVersion: 'IPv4' },
      { ProjectName: 'p' },
      { TagFilters: [{ Key: 'a' }] },
    ]) {
      const { PrefixLists } = await ok('DescribePrefixLists', filter);
      expect(PrefixLists).toEqual([{ ...view, Status: 'Available' }]);
    }
    await ok('ModifyPrefixList', { PrefixListId, PrefixListName: 'new' });
    expect(await shown(PrefixListId)).toMatchObject({ Status: 'Pending', PrefixListName: 'new' });
    await server.advance(LATER);
    await ok('DeletePrefixList', { PrefixListId });
    expect(await shown(PrefixListId)).toMatchObject({ Status: 'Deleting' });
    for (const action of ['ModifyPrefixList', 'DeletePrefixList']) {
      expect(await call(action, { PrefixListId })).toMatchObject(busy);
    }
    await server.advance(LATER);
    expect(await shown(PrefixListId)).toBeUndefined();
    for (const action of ['DeletePrefixList', 'DescribePrefixListEntries']) {
      expect(await call(action, { PrefixListId })).toMatchObject({
        status: 404,
        code: 'InvalidPrefixList.NotFound',
      });
    }
    for (const table of ['prefix_list_entry', 'tag'] as const) {
      const left = await server.store.read((tx) =>
        tx.select((db) => db.selectFrom(table).selectAll()),
      );
      expect(left).toEqual([]);
    }
  });

  it('changes its entries: some go, others come, one gets another description', async () => {
    const id = await made({ PrefixListEntries: TWO });
    await modify(id, {
      RemovePrefixListEntries: [{ Cidr: '1.2.3.0/24' }],
      AddPrefixListEntries: [
        { Cidr: '1.2.4.0/24', Description: 'south' },
        { Cidr: '1.2.5.0/24', Description: 'east' },
      ],
    });
    expect(await entries(id)).toEqual([
      { PrefixListId: id, Cidr: '1.2.4.0/24', Description: 'south' },
      { PrefixListId: id, Cidr: '1.2.5.0/24', Description: 'east' },
    ]);
    const page = await ok('DescribePrefixListEntries', { PrefixListId: id, MaxResults: 1 });
    expect(page).toMatchObject({ TotalCount: 2, NextToken: expect.stringMatching(/./) });
  });

  it('holds as many entries as it may', async () => {
    const id = await made({ MaxEntries: 2, PrefixListEntries: TWO });
    const third = { AddPrefixListEntries: [{ Cidr: '1.2.5.0/24' }] };
    const full = { status: 400, code: 'LimitExceeded.PrefixListEntries' };
    expect(await modify(id, third)).toMatchObject(full);
    expect(await modify(id, { MaxEntries: 1 })).toMatchObject(full);
    expect(
      await modify(id, { ...third, RemovePrefixListEntries: [{ Cidr: '1.2.3.0/24' }] }),
    ).toMatchObject({ status: 200 });
    expect(await modify(id, { MaxEntries: 3, ...third })).toMatchObject({ status: 200 });
    expect(await modify(id, { MaxEntries: 201 })).toMatchObject({
      code: 'InvalidMaxEntries.Malformed',
    });
  });

  it.each([
    [{ PrefixListEntries: [{ Cidr: '1.2.3.4/24' }] }, 'InvalidPrefixListEntry.Malformed'],
    [{ PrefixListEntries: [{ Cidr: '2001:db8::/32' }] }, 'InvalidPrefixListEntry.Malformed'],
    [
      { IpVersion: 'IPv6', PrefixListEntries: [{ Cidr: '1.2.3.0/24' }] },
      'InvalidPrefixListEntry.Malformed',
    ],
    [
      {
        IpVersion: 'IPv6',
        PrefixListEntries: [{ Cidr: '2001:db8::/32' }, { Cidr: '2001:DB8:0::/32' }],
      },
      'InvalidPrefixListEntry.Conflict',
    ],
    [{ MaxEntries: 1, PrefixListEntries: TWO }, 'LimitExceeded.PrefixListEntries'],
    [{ MaxEntries: 0 }, 'InvalidMaxEntries.Malformed'],
    [{ DryRun: true }, 'DryRunOperation'],
  ])('is not made with %j', async (input, code) => {
    const reply = await call('CreatePrefixList', { MaxEntries: 5, ...input });
    expect(reply).toMatchObject({ status: 400, code });
    expect((await ok('DescribePrefixLists')).TotalCount).toBe(0);
  });

  it('is not changed by what does not fit, nor by a dry run', async () => {
    const id = await made({ PrefixListEntries: TWO });
    expect(await modify(id, { RemovePrefixListEntries: [{ Cidr: '9.9.9.0/x' }] })).toMatchObject({
      status: 400,
      code: 'InvalidPrefixListEntry.Malformed',
    });
    const dry = { status: 400, code: 'DryRunOperation' };
    expect(await modify(id, { PrefixListName: 'new', DryRun: true })).toMatchObject(dry);
    expect(await call('DeletePrefixList', { PrefixListId: id, DryRun: true })).toMatchObject(dry);
    expect(await shown(id)).toMatchObject({
      PrefixListName: id,
      Status: 'Available',
      Cidrs: ['1.2.3.0/24', '1.2.4.0/24'],
    });
  });

  it('is counted against the quota, and nobody else sees it', async () => {
    const id = await made();
    for (const _ of [1, 2]) await made();
    expect(await call('CreatePrefixList', { MaxEntries: 1 })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.PrefixList',
    });
    await ok('DeletePrefixList', { PrefixListId: id });
    await server.advance(LATER);
    const other = await made();
    for (const action of ['ModifyPrefixList', 'DeletePrefixList', 'DescribePrefixListEntries']) {
      expect(await server.as(OTHER).vpc(action, { PrefixListId: other })).toMatchObject({
        status: 404,
        code: 'InvalidPrefixList.NotFound',
      });
    }
  });
});

describe('what refers to it', () => {
  let here: Scene;
  let id: string;
  let hop: Input;
  const rule = () => ({
    SecurityGroupId: here.groupId,
    Protocol: 'all',
    PortStart: -1,
    PortEnd: -1,
    PrefixListId: id,
  });
  beforeEach(async () => {
    here = await scene(server);
    id = await made({ PrefixListEntries: TWO });
  });

  /** A new route table, and how it gets routes to an interface. */
  async function table() {
    const { RouteTableId } = await ok('CreateRouteTable', { VpcId: here.vpcId });
    const { NetworkInterfaceId } = await ok('CreateNetworkInterface', {
      SubnetId: here.subnetId,
      SecurityGroupIds: [here.groupId],
    });
    await server.advance(LATER);
    hop = { NextHopType: 'NetworkInterface', NextHopId: NetworkInterfaceId };
    const route = async (destination: Input): Promise<string> => {
      const made = await ok('CreateRouteEntry', { RouteTableId, ...hop, ...destination });
      await server.advance(LATER);
      return made.RouteEntryId;
    };
    return { RouteTableId, route };
  }

  it('is a security group, whose rules show its blocks', async () => {
    await ok('AuthorizeSecurityGroupIngress', rule());
    const { Permissions } = await ok('DescribeSecurityGroupAttributes', {
      SecurityGroupId: here.groupId,
      PrefixListId: id,
    });
    expect(Permissions).toMatchObject([
      { PrefixListId: id, PrefixListCidrs: ['1.2.3.0/24', '1.2.4.0/24'], CidrIp: '' },
    ]);
    expect(await associations(id)).toEqual([
      { ResourceId: here.groupId, ResourceType: 'VpcSecurityGroup' },
    ]);
    expect(await associations(id, { ResourceType: 'VpcRouteTable' })).toEqual([]);
    expect(await shown(id)).toMatchObject({ AssociationCount: 1 });
    expect(await call('DeletePrefixList', { PrefixListId: id })).toMatchObject({
      status: 400,
      code: 'InvalidPrefixList.InUse',
      message: "The specified prefix list is in use, and can't be deleted.",
    });
    await ok('RevokeSecurityGroupIngress', rule());
    expect(await call('DeletePrefixList', { PrefixListId: id })).toMatchObject({ status: 200 });
  });

  it('counts as many rules as the list may have entries', async () => {
    // One egress rule is there from the start; the quota is 10.
    await ok('AuthorizeSecurityGroupEgress', rule());
    const full = { status: 400, code: 'QuotaExceeded.SecurityRule' };
    const again = { ...rule(), Priority: 2 };
    expect(await call('AuthorizeSecurityGroupEgress', again)).toMatchObject(full);
    expect(await call('AuthorizeSecurityGroupIngress', rule())).toMatchObject({ status: 200 });
    expect(await modify(id, { MaxEntries: 10 })).toMatchObject(full);
    expect(await modify(id, { MaxEntries: 9 })).toMatchObject({ status: 200 });
  });

  it('counts against the quota of its version of IP', async () => {
    await ok('AuthorizeSecurityGroupIngress', rule());
    const six = await made({ IpVersion: 'IPv6', MaxEntries: 10 });
    const other = { ...rule(), PrefixListId: six };
    expect(await call('AuthorizeSecurityGroupIngress', other)).toMatchObject({ status: 200 });
    expect(await call('AuthorizeSecurityGroupIngress', { ...other, Priority: 2 })).toMatchObject({
      code: 'QuotaExceeded.SecurityRule',
    });
    expect(await modify(id, { MaxEntries: 10 })).toMatchObject({ status: 200 });
  });

  it('counts as many routes as the list may have entries', async () => {
    const { RouteTableId, route } = await table();
    await route({ DestinationCidrBlock: '20.0.0.0/8' });
    await route({ DestinationPrefixListId: id });
    const full = { status: 400, code: 'QuotaExceeded.RouteEntry' };
    // The quota is 8.
    expect(await modify(id, { MaxEntries: 8 })).toMatchObject(full);
    expect(await modify(id, { MaxEntries: 7 })).toMatchObject({ status: 200 });
    const more = { RouteTableId, ...hop, DestinationCidrBlock: '21.0.0.0/8' };
    expect(await call('CreateRouteEntry', more)).toMatchObject(full);
    const larger = await made({ MaxEntries: 8 });
    const second = await table();
    await second.route({ DestinationCidrBlock: '20.0.0.0/8' });
    const to = { RouteTableId: second.RouteTableId, ...hop, DestinationPrefixListId: larger };
    expect(await call('CreateRouteEntry', to)).toMatchObject(full);
  });

  it('changes without growing, where its groups count more than their quota by now', async () => {
    await ok('AuthorizeSecurityGroupIngress', rule());
    await patchRow(server, 'prefix_list', id, { max_entries: 20 });
    expect(await modify(id, { PrefixListName: 'offices' })).toMatchObject({ status: 200 });
    expect(await modify(id, { MaxEntries: 19 })).toMatchObject({ status: 200 });
    const full = { status: 400, code: 'QuotaExceeded.SecurityRule' };
    expect(await modify(id, { MaxEntries: 20 })).toMatchObject(full);
    expect(await modify(id, { MaxEntries: 9 })).toMatchObject({ status: 200 });
  });

  it('is a route table', async () => {
    const { RouteTableId, route } = await table();
    const RouteEntryId = await route({ DestinationPrefixListId: id });
    const { RouteEntries } = await ok('DescribeRouteEntryList', {
      RouteTableId,
      RouteEntryType: 'Custom',
      DestinationPrefixListId: id,
    });
    expect(RouteEntries).toMatchObject([
      {
        RouteEntryId,
        DestinationCidrBlock: id,
        PrefixListCidrBlocks: ['1.2.3.0/24', '1.2.4.0/24'],
      },
    ]);
    expect(await associations(id)).toEqual([
      { ResourceId: RouteTableId, ResourceType: 'VpcRouteTable' },
    ]);
    expect(await call('DeletePrefixList', { PrefixListId: id })).toMatchObject({
      code: 'InvalidPrefixList.InUse',
    });
  });

  it('must refer to one that is there, and steady', async () => {
    const gone = { status: 404, code: 'InvalidPrefixList.NotFound' };
    const authorize = (input: Input) =>
      call('AuthorizeSecurityGroupIngress', { ...rule(), ...input });
    expect(await authorize({ PrefixListId: 'pl-none' })).toMatchObject(gone);
    const { RouteTableId } = await table();
    const route = (DestinationPrefixListId = id) =>
      call('CreateRouteEntry', { RouteTableId, ...hop, DestinationPrefixListId });
    expect(await route('pl-none')).toMatchObject(gone);
    const busy = { status: 400, code: 'InvalidPrefixList.InvalidStatus' };
    for (const action of ['ModifyPrefixList', 'DeletePrefixList']) {
      const list = action === 'DeletePrefixList' ? await made() : id;
      await ok(action, { PrefixListId: list });
      expect(await authorize({ PrefixListId: list })).toMatchObject(busy);
      expect(await route(list)).toMatchObject(busy);
      await server.advance(LATER);
    }
    expect(await authorize({})).toMatchObject({ status: 200 });
    expect(await route()).toMatchObject({ status: 200 });
  });
});
