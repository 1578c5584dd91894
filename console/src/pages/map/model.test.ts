import { describe, expect, it } from 'vitest';
import { Fixture } from './fixture.ts';
import { buildMap, FOLD_ABOVE, FOLD_VPCS_ABOVE, type Item, PAGE_ITEMS } from './model.ts';

const NOTHING_CHOSEN = { open: new Map(), page: new Map() };

/** What stands in what, by id. */
const nested = (items: readonly Item[]): unknown[] =>
  items.map(({ id, area }) => (area === undefined ? id : [id, ...nested(area.children)]));

const find = (items: readonly Item[], id: string): Item | undefined =>
  items
    .map((item) => (item.id === id ? item : find(item.area?.children ?? [], id)))
    .find((found) => found !== undefined);

describe('what the map shows', () => {
  it('puts VPCs, zones, subnets, and what stands in these into each other', () => {
    const world = new Fixture();
    world.vpc('v');
    world.subnet('s1', 'v', 'a');
    world.subnet('s2', 'v', 'b');
    world.instance('i1', 'v', 's1');
    world.nic('eni-x', 'v', 's2');
    world.nic('eni-far', 'v', 's2', 'i1');
    const { roots, links } = buildMap(world.resources, NOTHING_CHOSEN);
    expect(nested(roots)).toEqual([
      ['v', ['v a', ['s1', 'i1']], ['v b', ['s2', 'eni-x']], 'vtb-v'],
    ]);
    // An interface in another subnet is a line from its instance to that subnet.
    expect(links.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['interface', 'i1', 's2'],
      ['route', 's1', 'vtb-v'],
      ['route', 's2', 'vtb-v'],
    ]);
  });

  it('ties an EIP to the interface, or to what of it is shown, and has others outside', () => {
    const world = new Fixture();
    world.vpc('v');
    world.subnet('s', 'v', 'a');
    world.instance('i', 'v', 's');
    world.put('eip', { AllocationId: 'eip-1', InstanceId: 'i' });
    world.put('eip', { AllocationId: 'eip-2', InstanceId: 'eni-i' });
    world.put('eip', { AllocationId: 'eip-3', InstanceId: '' });
    const { roots, links } = buildMap(world.resources, NOTHING_CHOSEN);
    expect(nested(roots)).toEqual([
      ['v', 'eip-1', 'eip-2', ['v a', ['s', 'i']], 'vtb-v'],
      ['outside', 'eip-3'],
    ]);
    expect(links.filter(({ kind }) => kind === 'eip').map(({ from, to }) => [from, to])).toEqual([
      ['eip-1', 'i'],
      ['eip-2', 'i'],
    ]);
  });

  it('shows a NAT gateway in its subnet, tied to its EIPs, and not the interface that it has', () => {
    const world = new Fixture();
    world.vpc('v');
    world.subnet('s', 'v', 'a');
    world.nic('eni-own', 'v', 's');
    world.nic('eni-x', 'v', 's');
    world.put('nat_gateway', {
      ...{ NatGatewayId: 'ngw-1', NatGatewayName: '', VpcId: 'v', SubnetId: 's' },
      NetworkInterfaceId: 'eni-own',
    });
    world.put('eip', { AllocationId: 'eip-1', InstanceId: 'ngw-1' });
    const { roots, links } = buildMap(world.resources, NOTHING_CHOSEN);
    expect(nested(roots)).toEqual([['v', 'eip-1', ['v a', ['s', 'ngw-1', 'eni-x']], 'vtb-v']]);
    expect(links.filter(({ kind }) => kind === 'eip').map(({ from, to }) => [from, to])).toEqual([
      ['eip-1', 'ngw-1'],
    ]);
  });

  it('folds what is crowded until it is opened, and then shows a page of it', () => {
    const world = new Fixture();
    world.vpc('v');
    world.subnet('s', 'v', 'a');
    for (let n = 0; n <= FOLD_ABOVE; n += 1) world.nic(`eni-${n}`, 'v', 's');
    const folded = find(buildMap(world.resources, NOTHING_CHOSEN).roots, 's');
    expect([folded?.folded, folded?.area]).toEqual([true, undefined]);

    for (let n = FOLD_ABOVE; n < PAGE_ITEMS + 3; n += 1) world.nic(`eni-${n}`, 'v', 's');
    const chosen = { open: new Map([['s', true]]), page: new Map([['s', 1]]) };
    const opened = find(buildMap(world.resources, chosen).roots, 's');
    expect(opened?.area?.children).toHaveLength(3);
    expect(opened?.pages).toEqual({ page: 1, count: 2, items: PAGE_ITEMS + 3 });
  });

  it('folds VPCs where there are many', () => {
    const world = new Fixture();
    for (let n = 0; n <= FOLD_VPCS_ABOVE; n += 1) world.vpc(`v${n}`);
    const { roots } = buildMap(world.resources, { open: new Map([['v3', true]]), page: new Map() });
    expect(roots.filter(({ folded }) => folded !== true).map(({ id }) => id)).toEqual(['v3']);
  });
});
