import { describe, expect, it } from 'vitest';
import { makeWorld } from '#world/make.ts';
import { scene } from '../support/scene.ts';
import { Arena, deleteInterface, STORES } from './arena.ts';
import { type Ask, times, won } from './crowd.ts';

const SIZE = 10;
const world = makeWorld({
  quotas: { RulesPerSecurityGroup: 3 * SIZE, RoutesPerRouteTable: 3 * SIZE },
});
const ALL = { Protocol: 'all', PortStart: -1, PortEnd: -1 };

describe.each(STORES)('prefix lists, on %s', (store) => {
  const arena = new Arena(store, { world });
  const ask = (action: string, input: Record<string, unknown>): Ask => ({ action, input });

  /** Makes some of everything that prefix lists have to do with. */
  async function listsAndUsers(count: number) {
    const { server, crowd } = arena;
    const { vpcId, subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });
    const enis = await arena.interfaces(count, subnetId, groupId);
    const made = await crowd.ok(
      times(count, () => [
        ask('CreateSecurityGroup', { VpcId: vpcId }),
        ask('CreateRouteTable', { VpcId: vpcId }),
        ask('CreatePrefixList', { MaxEntries: SIZE }),
      ]).flat(),
    );
    await server.settled();
    const ids = (name: string) => made.flatMap(({ result }) => (result[name] as string) ?? []);
    return {
      subnetId,
      enis,
      groups: ids('SecurityGroupId'),
      tables: ids('RouteTableId'),
      lists: ids('PrefixListId'),
    };
  }

  const rule = (SecurityGroupId = '', PrefixListId = '', Priority = 1) => ({
    SecurityGroupId,
    PrefixListId,
    Priority,
    ...ALL,
  });
  const route = (RouteTableId = '', DestinationPrefixListId = '', NextHopId = '') =>
    ask('CreateRouteEntry', {
      RouteTableId,
      DestinationPrefixListId,
      NextHopType: 'NetworkInterface',
      NextHopId,
    });

  it('that grow do not outgrow the groups and tables that come to refer to them', async () => {
    const { server, crowd } = arena;
    const { groups, tables, lists, enis } = await listsAndUsers(4);
    // The quota has room for two lists that have grown, or for three that have not.
    for (const round of times(3, (index) => index)) {
      const said = await crowd.ask(
        lists.flatMap((list, index) => [
          ...groups.map((group) =>
            ask('AuthorizeSecurityGroupIngress', rule(group, list, round + 1)),
          ),
          ...tables.map((table) => route(table, list, enis[index])),
          ask('ModifyPrefixList', { PrefixListId: list, MaxEntries: SIZE + 5 }),
        ]),
      );
      expect(said.filter(({ status }) => status >= 500)).toEqual([]);
      await server.settled();
    }
    const { PrefixLists } = await server.client.ok('vpc', 'DescribePrefixLists', {});
    expect(
      PrefixLists.some((list: { AssociationCount: number }) => list.AssociationCount > 0),
    ).toBe(true);
  });

  it('and groups, tables and next hops may change and go together', async () => {
    const { crowd } = arena;
    const { groups, tables, lists, enis, subnetId } = await listsAndUsers(6);
    await crowd.ok(
      groups.map((group, index) => ask('AuthorizeSecurityGroupIngress', rule(group, lists[index]))),
    );
    const said = await crowd.ask(
      lists.flatMap((list, index) => [
        route(tables[index], list, enis[index]),
        ask('RevokeSecurityGroupIngress', rule(groups[index], list)),
        ask('AssociateRouteTable', { RouteTableId: tables[index], SubnetId: subnetId }),
        ask('AuthorizeSecurityGroupEgress', rule(groups[(index + 1) % 6], list)),
        ask('DeletePrefixList', { PrefixListId: list }),
        deleteInterface(enis[index] ?? ''),
        ask('DeleteRouteTable', { RouteTableId: tables[index] }),
        ask('DeleteSecurityGroup', { SecurityGroupId: groups[index] }),
      ]),
    );
    expect(said.filter(({ status }) => status >= 500)).toEqual([]);
    // The deletion conflicts with nothing: an interface can be deleted whatever routes lead to it.
    const deletes = said.filter(({ ask: { action } }) => action === 'DeleteNetworkInterface');
    expect(won(deletes)).toHaveLength(enis.length);
  });
});
