import { describe, expect, it } from 'vitest';
import { makeWorld } from '#world/make.ts';
import { scene } from '../support/scene.ts';
import { Arena, create, deleteInterface, STORES } from './arena.ts';
import { codeCounts, times } from './crowd.ts';

const QUOTA = 20;
const world = makeWorld({ quotas: { NetworkInterfaces: QUOTA } });

describe.each(STORES)('requests at once, on %s', (store) => {
  const arena = new Arena(store, { world });

  it('with one ClientToken make one interface and get one answer', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });

    const said = await crowd.ask(
      times(50, () => create(subnetId, groupId, { ClientToken: 'the one' })),
    );

    expect(codeCounts(said)).toEqual({ '': 50 });
    const ids = new Set(said.map(({ result }) => result.NetworkInterfaceId));
    expect(ids.size).toBe(1);
    expect(await arena.count()).toBe(1);
  });

  it('with one ClientToken and other arguments: one of them counts', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });

    const said = await crowd.ask(
      times(50, (index) =>
        create(subnetId, groupId, { ClientToken: 'the one', NetworkInterfaceName: `eni-${index}` }),
      ),
    );

    expect(codeCounts(said)).toEqual({ '': 1, IdempotentParameterMismatch: 49 });
    expect(await arena.count()).toBe(1);
  });

  it('reach the quota of interfaces and do not pass it', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });

    const said = await crowd.ask(times(100, () => create(subnetId, groupId)));

    expect(codeCounts(said)).toEqual({ '': QUOTA, 'QuotaExceeded.Eni': 100 - QUOTA });
    expect(await arena.count()).toBe(QUOTA);
  });

  it('give back as much of the quota as they took', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });
    for (const _ of times(5, () => 0)) {
      const enis = await arena.interfaces(QUOTA, subnetId, groupId);
      // Each interface is deleted twice, and only one of the two may give its quota back.
      const said = await crowd.ask([...enis, ...enis].map(deleteInterface));
      await server.settled();
      expect(said.filter(({ code }) => code === '').length).toBe(QUOTA);
      expect(await arena.count()).toBe(0);
    }
  });
});
