import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let VpcId: string;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo({ quotas: { RouteTablesPerVpc: 3 } }) });
  VpcId = await madeVpc(server, { VpcName: 'net' });
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

type Input = Record<string, unknown>;
const call = (action: string, input: Input = {}) => server.client.vpc(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('vpc', action, input);

const made = async (input: Input = {}): Promise<string> =>
  (await ok('CreateRouteTable', { VpcId, ...input })).RouteTableId;
const tables = async (input: Input = {}) =>
  (await ok('DescribeRouteTableList', { VpcId, ...input })).RouterTableList;
const shown = async (RouteTableId: string) => (await tables({ RouteTableId }))[0];
const systemTable = async (): Promise<string> =>
  (await tables()).find((table: Input) => table.RouteTableType === 'System').RouteTableId;

describe('a VPC', () => {
  it('is made with its system table, which goes with it', async () => {
    const { VpcId: id, RouteTableId } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await server.settled();
    expect(await tables({ VpcId: id })).toEqual([
      {
        RouteTableId,
        RouteTableName: RouteTableId,
        RouteTableType: 'System',
        AssociateType: 'Subnet',
        Description: '',
        AccountId: server.world.defaultAccountId,
        ProjectName: 'default',
        VpcId: id,
        VpcName: id,
        SubnetIds: [],
        Ipv4GatewayId: '',
        Ipv6GatewayId: '',
        Tags: [],
        CreationTime: expect.stringMatching(/\+08:00$/),
        UpdateTime: expect.stringMatching(/\+08:00$/),
      },
    ]);
    expect(await call('DeleteRouteTable', { RouteTableId })).toMatchObject({
      status: 400,
      code: 'InvalidRouteTable.InvalidType',
    });
    await ok('DeleteVpc', { VpcId: id });
    await server.settled();
    expect(await tables({ VpcId: id })).toEqual([]);
    const left = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('route_table').select('id').where('vpc_id', '=', id)),
    );
    expect(left).toEqual([]);
  });

  it('shows all of its tables, and is kept while it has a custom one', async () => {
    const RouteTableId = await made();
    const { RouteTableIds } = await ok('DescribeVpcAttributes', { VpcId });
    expect(RouteTableIds).toEqual([await systemTable(), RouteTableId]);
    expect(await call('DeleteVpc', { VpcId })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InUse',
      message: 'The specified VPC has dependent resource of a route table.',
    });
    await ok('DeleteRouteTable', { RouteTableId });
    expect(await call('DeleteVpc', { VpcId })).toMatchObject({ status: 200 });
  });

  it('has as many as the quota says', async () => {
    for (const _ of [1, 2]) await made();
    expect(await call('CreateRouteTable', { VpcId })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.RouteTable',
    });
  });
});

describe('a custom table', () => {
  it('takes what is given, is found by it, and changes', async () => {
    const RouteTableId = await made({
      RouteTableName: 'own',
      Description: 'mine',
      ProjectName: 'p',
      AssociateType: 'Gateway',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const view = {
      RouteTableId,
      RouteTableName: 'own',
      RouteTableType: 'Custom',
      AssociateType: 'Gateway',
      Description: 'mine',
      ProjectName: 'p',
      VpcName: 'net',
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    for (const filter of [
      { RouteTableId },
      { RouteTableName: 'own' },
      { AssociateType: 'Gateway' },
      { ProjectName: 'p' },
      { TagFilters: [{ Key: 'a', Values: ['b'] }] },
    ]) {
      expect(await tables(filter)).toMatchObject([view]);
    }
    // Terraform's garbage.
    expect(await tables({ RouteTableIds: '&{0xc000}' })).toHaveLength(2);
    await ok('ModifyRouteTableAttributes', { RouteTableId, RouteTableName: 'other' });
    await ok('TagResources', {
      ResourceIds: [RouteTableId],
      ResourceType: 'routetable',
      Tags: [{ Key: 'c' }],
    });
    expect(await shown(RouteTableId)).toMatchObject({
      RouteTableName: 'other',
      Description: 'mine',
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'c', Value: '' },
      ],
    });
    await ok('DeleteRouteTable', { RouteTableId });
    expect(await call('DeleteRouteTable', { RouteTableId })).toMatchObject({
      status: 404,
      code: 'InvalidRouteTable.NotFound',
    });
    const tags = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('tag').select('key')),
    );
    expect(tags).toEqual([]);
  });

  it.each([
    [{ VpcId: 'vpc-none' }, 404, 'InvalidVpc.NotFound'],
    [{ AssociateType: 'Vpc' }, 400, 'InvalidAssociateType.Malformed'],
    [{ RouteTableName: '.x' }, 400, 'InvalidName.Malformed'],
  ])('is not made with %j', async (input, status, code) => {
    expect(await call('CreateRouteTable', { VpcId, ...input })).toMatchObject({ status, code });
    expect(await tables()).toHaveLength(1);
  });

  it('is not made in a VPC that goes', async () => {
    await patchRow(server, 'vpc', VpcId, { status: 'Pending' });
    expect(await call('CreateRouteTable', { VpcId })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InvalidStatus',
    });
  });

  it("is nobody else's", async () => {
    const RouteTableId = await made();
    for (const action of ['DeleteRouteTable', 'ModifyRouteTableAttributes']) {
      expect(await server.as(OTHER).vpc(action, { RouteTableId })).toMatchObject({
        status: 404,
        code: 'InvalidRouteTable.NotFound',
      });
    }
    expect(
      await server.as(OTHER).ok('vpc', 'DescribeRouteTableList', { RouteTableId }),
    ).toMatchObject({ RouterTableList: [], TotalCount: 0 });
  });
});

describe('a subnet', () => {
  const on = async (SubnetId: string) =>
    (await ok('DescribeSubnetAttributes', { SubnetId })).RouteTable;

  it('is on the system table, on another, and back: every view says so', async () => {
    const SubnetId = await madeSubnet(server, VpcId);
    const other = await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
    const system = await systemTable();
    const own = await made();
    const found = async (RouteTableId: string) =>
      (await ok('DescribeSubnets', { RouteTableId })).Subnets.map((each: Input) => each.SubnetId);
    expect(await on(SubnetId)).toEqual({ RouteTableId: system, RouteTableType: 'System' });
    expect(await found(system)).toEqual([SubnetId, other]);

    await ok('AssociateRouteTable', { RouteTableId: own, SubnetId });
    expect(await on(SubnetId)).toEqual({ RouteTableId: own, RouteTableType: 'Custom' });
    expect(await shown(own)).toMatchObject({ SubnetIds: [SubnetId] });
    expect(await shown(system)).toMatchObject({ SubnetIds: [other] });
    expect(await found(own)).toEqual([SubnetId]);
    expect(await found(system)).toEqual([other]);
    expect(await call('DeleteRouteTable', { RouteTableId: own })).toMatchObject({
      status: 400,
      code: 'InvalidRouteTable.InUse',
    });

    const second = await made();
    await ok('AssociateRouteTable', { RouteTableId: second, SubnetId });
    expect(await shown(own)).toMatchObject({ SubnetIds: [] });
    expect(await call('DisassociateRouteTable', { RouteTableId: own, SubnetId })).toMatchObject({
      status: 400,
      code: 'InvalidRouteTable.SubnetMismatch',
    });
    await ok('DisassociateRouteTable', { RouteTableId: second, SubnetId });
    expect(await on(SubnetId)).toEqual({ RouteTableId: system, RouteTableType: 'System' });
    expect(await call('DisassociateRouteTable', { RouteTableId: system, SubnetId })).toMatchObject({
      status: 400,
      code: 'InvalidRouteTable.SubnetMismatch',
    });
    await ok('AssociateRouteTable', { RouteTableId: own, SubnetId });
    await ok('AssociateRouteTable', { RouteTableId: system, SubnetId });
    expect(await shown(system)).toMatchObject({ SubnetIds: [SubnetId, other] });
  });

  it('leaves its table when it goes', async () => {
    const SubnetId = await madeSubnet(server, VpcId);
    const RouteTableId = await made();
    await ok('AssociateRouteTable', { RouteTableId, SubnetId });
    await ok('DeleteSubnet', { SubnetId });
    await server.settled();
    expect(await shown(RouteTableId)).toMatchObject({ SubnetIds: [] });
    expect(await call('DeleteRouteTable', { RouteTableId })).toMatchObject({ status: 200 });
  });

  it('is refused where it does not fit', async () => {
    const SubnetId = await madeSubnet(server, VpcId);
    const RouteTableId = await made();
    const elsewhere = await madeSubnet(server, await madeVpc(server));
    const refused = async (input: Input, status: number, code: string) => {
      for (const action of ['AssociateRouteTable', 'DisassociateRouteTable']) {
        const reply = await call(action, { RouteTableId, SubnetId, ...input });
        expect(reply).toMatchObject({ status, code });
      }
    };
    await refused({ RouteTableId: 'vtb-none' }, 404, 'InvalidRouteTable.NotFound');
    await refused({ SubnetId: '' }, 400, 'MissingParameter');
    await refused({ SubnetId: '', RouteTableId: 'vtb-none' }, 400, 'MissingParameter');
    await refused({ SubnetId: 'subnet-none' }, 404, 'InvalidSubnet.NotFound');
    await refused({ SubnetId: elsewhere }, 400, 'InvalidRouteTable.VpcMismatch');
    await refused(
      { GatewayType: 'Ipv6Gateway', GatewayId: 'ig-1' },
      400,
      'InvalidGatewayType.NotSupport',
    );
    await refused({ GatewayId: 'ig-1' }, 400, 'InvalidGatewayType.NotSupport');
    await patchRow(server, 'vpc', VpcId, { status: 'Pending' });
    await refused({}, 400, 'InvalidVpc.InvalidStatus');
    await patchRow(server, 'subnet', SubnetId, { status: 'Pending' });
    await refused({}, 400, 'InvalidSubnet.InvalidStatus');
    await patchRow(server, 'subnet', SubnetId, { status: 'Available' });
    await patchRow(server, 'vpc', VpcId, { status: 'Available' });
    const ofGateway = await made({ AssociateType: 'Gateway' });
    expect(await call('AssociateRouteTable', { RouteTableId: ofGateway, SubnetId })).toMatchObject({
      status: 400,
      code: 'InvalidRouteTableAssociateType.Malformed',
    });
  });
});
