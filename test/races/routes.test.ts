import { describe, expect, it } from 'vitest';
import { scene } from '../support/scene.ts';
import { Arena, deleteInterface, inTurn, STORES } from './arena.ts';
import { type Ask, oddLosses, times, won } from './crowd.ts';

const ROUTES = 40;

describe.each(STORES)('routes, on %s', (store) => {
  const arena = new Arena(store);

  const route = (RouteTableId: string, DestinationCidrBlock: string, NextHopId: string): Ask => ({
    action: 'CreateRouteEntry',
    input: { RouteTableId, DestinationCidrBlock, NextHopType: 'NetworkInterface', NextHopId },
  });

  async function sceneWithTable() {
    const { server } = arena;
    const { vpcId, subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });
    const { RouteTableIds } = await server.client.ok('vpc', 'DescribeVpcAttributes', {
      VpcId: vpcId,
    });
    return { server, vpcId, subnetId, groupId, tableId: RouteTableIds[0] as string };
  }

  it('of one table have a destination each', async () => {
    const { subnetId, groupId, tableId } = await sceneWithTable();
    const [eni = ''] = await arena.interfaces(1, subnetId, groupId);
    const said = await arena.crowd.ask(times(ROUTES, () => route(tableId, '20.0.0.0/16', eni)));
    expect(won(said).length).toBe(1);
    expect(oddLosses(said, 'InvalidDestinationCidrBlock.Conflict')).toEqual([]);
  });

  it('and subnets have no block in common', async () => {
    const { vpcId, subnetId, groupId, tableId } = await sceneWithTable();
    const [eni = ''] = await arena.interfaces(1, subnetId, groupId);
    const block = (index: number) => `10.2.${index}.0/24`;
    const said = await arena.crowd.ask(
      times(ROUTES, (index) =>
        inTurn(index, route(tableId, block(index), eni), {
          action: 'CreateSubnet',
          input: { VpcId: vpcId, ZoneId: 'cn-beijing-a', CidrBlock: block(index) },
        }),
      ).flat(),
    );
    expect(won(said).length).toBe(ROUTES);
    const lost = ['InvalidDestinationCidrBlock.Conflict', 'InvalidCidr.Conflict'];
    expect(oddLosses(said, ...lost)).toEqual([]);
  });

  it('do not outlive what they lead to', async () => {
    const { server, subnetId, groupId, tableId } = await sceneWithTable();
    const enis = await arena.interfaces(ROUTES, subnetId, groupId);
    const said = await arena.crowd.ask(
      enis.flatMap((eni, index) =>
        inTurn(index, route(tableId, `20.${index}.0.0/16`, eni), deleteInterface(eni)),
      ),
    );
    await server.settled();
    const deletes = said.filter(({ ask }) => ask.action === 'DeleteNetworkInterface');
    expect(won(deletes).length).toBe(ROUTES);
    expect(oddLosses(said, 'InvalidNextHop.NotFound', 'InvalidNextHop.InvalidStatus')).toEqual([]);
    const { TotalCount } = await server.client.ok('vpc', 'DescribeRouteEntryList', {
      RouteTableId: tableId,
      RouteEntryType: 'Custom',
    });
    expect(TotalCount).toBe(0);
  });
});

describe.each(STORES)('AssociateRouteTable, on %s', (store) => {
  const arena = new Arena(store);

  it('against DeleteRouteTable: a table with a subnet stays', async () => {
    const { server, crowd } = arena;
    const { vpcId, subnetId } = await scene(server.client, { cidr: '10.1.0.0/16' });
    const made = await crowd.ok(
      times(9, () => ({ action: 'CreateRouteTable', input: { VpcId: vpcId } })),
    );
    const tableIds = made.map(({ result }) => result.RouteTableId as string);
    const said = await crowd.ask(
      tableIds.flatMap((RouteTableId, index) =>
        inTurn(
          index,
          { action: 'AssociateRouteTable', input: { RouteTableId, SubnetId: subnetId } },
          { action: 'DeleteRouteTable', input: { RouteTableId } },
        ),
      ),
    );
    expect(oddLosses(said, 'InvalidRouteTable.NotFound', 'InvalidRouteTable.InUse')).toEqual([]);
    const { RouteTable } = await server.client.ok('vpc', 'DescribeSubnetAttributes', {
      SubnetId: subnetId,
    });
    const { RouterTableList } = await server.client.ok('vpc', 'DescribeRouteTableList', {
      VpcId: vpcId,
    });
    const holders = RouterTableList.filter(({ SubnetIds }: { SubnetIds: string[] }) =>
      SubnetIds.includes(subnetId),
    );
    expect(holders).toMatchObject([RouteTable]);
  });
});
