import { describe, expect, it } from 'vitest';
import { makeWorld } from '#world/make.ts';
import { madeGroup, madeVpc } from '../support/scene.ts';
import { Arena, inTurn, STORES } from './arena.ts';
import { type Ask, codeCounts, oddLosses, times, won } from './crowd.ts';

const COUNT = 15;
const QUOTA = 40;
const world = makeWorld({ quotas: { RulesPerSecurityGroup: QUOTA } });

const ALL = { Protocol: 'all', PortStart: -1, PortEnd: -1 };
const authorize = (input: Record<string, unknown>): Ask => ({
  action: 'AuthorizeSecurityGroupIngress',
  input: { ...ALL, ...input },
});

describe.each(STORES)('rules of security groups at once, on %s', (store) => {
  const arena = new Arena(store, { world });

  it('that are alike: one is added; to take it away again and again does no harm', async () => {
    const { server, crowd } = arena;
    const rule = { SecurityGroupId: await madeGroup(server, await madeVpc(server)), ...ALL };
    const peer = { CidrIp: '10.0.0.0/8' };

    const added = await crowd.ask(times(50, () => authorize({ ...rule, ...peer })));
    expect(codeCounts(added)).toEqual({ '': 1, 'InvalidSecurityRule.Conflict': 49 });

    const revoke = { action: 'RevokeSecurityGroupIngress', input: { ...rule, ...peer } };
    const revoked = await crowd.ask(times(50, () => revoke));
    expect(codeCounts(revoked)).toEqual({ '': 50 });
  });

  it('reach the quota of the group and do not pass it', async () => {
    const { server, crowd } = arena;
    const SecurityGroupId = await madeGroup(server, await madeVpc(server));

    const said = await crowd.ask(
      times(60, (index) => authorize({ SecurityGroupId, CidrIp: `10.0.0.${index}/32` })),
    );

    expect(codeCounts(said)).toEqual({ '': QUOTA, 'QuotaExceeded.SecurityRule': 60 - QUOTA });
  });

  it('against the deletion of the group that they refer to: one of them wins', async () => {
    const { server, crowd } = arena;
    const VpcId = await madeVpc(server);
    const SecurityGroupId = await madeGroup(server, VpcId);
    const made = await crowd.ok(
      times(COUNT, () => ({ action: 'CreateSecurityGroup', input: { VpcId } })),
    );
    await server.settled();
    const sources = made.map(({ result }) => result.SecurityGroupId as string);

    const said = await crowd.ask(
      sources.flatMap((source, index) =>
        inTurn(index, authorize({ SecurityGroupId, SourceGroupId: source }), {
          action: 'DeleteSecurityGroup',
          input: { SecurityGroupId: source },
        }),
      ),
    );

    expect(
      oddLosses(said, 'InvalidSecurityGroupId.NotFound', 'InvalidSecurityGroup.InUse'),
    ).toEqual([]);
    for (const source of sources) {
      const own = said.filter(({ ask: { input } }) =>
        [input.SourceGroupId, input.SecurityGroupId].includes(source),
      );
      expect(won(own)).toHaveLength(1);
    }
  });

  it('against the end of the prefix list that they refer to: one of them wins', async () => {
    const { server, crowd } = arena;
    const SecurityGroupId = await madeGroup(server, await madeVpc(server));
    const made = await crowd.ok(
      times(COUNT, () => ({ action: 'CreatePrefixList', input: { MaxEntries: 1 } })),
    );
    await server.settled();
    const lists = made.map(({ result }) => result.PrefixListId as string);

    const said = await crowd.ask(
      lists.flatMap((PrefixListId, index) =>
        inTurn(index, authorize({ SecurityGroupId, PrefixListId }), {
          action: 'DeletePrefixList',
          input: { PrefixListId },
        }),
      ),
    );

    expect(
      oddLosses(
        said,
        'InvalidPrefixList.NotFound',
        'InvalidPrefixList.InvalidStatus',
        'InvalidPrefixList.InUse',
      ),
    ).toEqual([]);
    for (const list of lists) {
      const own = said.filter(({ ask }) => ask.input.PrefixListId === list);
      expect(won(own)).toHaveLength(1);
    }
  });
});
