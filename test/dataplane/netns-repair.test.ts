import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { noNetns } from '#test/support/netns.ts';
import { arp } from './frames.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

describe.skipIf(noNetns !== undefined)('a router', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  const network: Network = {
    ...EMPTY,
    nics: [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2', securityGroupIds: ['sg-1'] })],
    securityGroups: [
      ...EMPTY.securityGroups,
      {
        id: 'sg-1',
        ingress: [
          {
            accept: true,
            priority: 1,
            protocol: 'tcp',
            peer: { securityGroupId: 'sg-open' },
          },
        ],
        egress: [],
      },
    ],
    routeTables: [
      {
        id: 'table-1',
        routes: [{ blocks: ['0.0.0.0/0', '::/0'], nextHop: { nicId: 'eni-5' } }],
      },
    ],
  };
  const tries = [
    { from: 'eni-4', to: '10.0.1.5' },
    { from: 'eni-4', to: '2001:db8:1::5' },
    { from: 'eni-4', to: '10.0.2.6', protocol: 'tcp' },
    { from: 'eni-4', to: '10.0.2.6' },
    { from: 'eni-4', to: '8.8.8.8' },
    { from: 'eni-4', to: '2001:db8:9::9' },
    { from: 'eni-4', source: '10.0.1.9', to: '10.0.1.5' },
    { from: 'eni-4', to: '10.0.1.77' },
    { from: 'eni-4', to: '10.0.2.1' },
  ] as const;
  const outcome = [
    'eni-5',
    'eni-5',
    'eni-6',
    undefined,
    'eni-5',
    'eni-5',
    undefined,
    undefined,
    'eni-4',
  ];
  /** The commands that are given to the programs that change the kernel. */
  const calls = async (work: () => Promise<unknown>) => {
    const made: string[] = [];
    rig.host.beforeChange = async (what) => {
      made.push(what);
    };
    await work();
    delete rig.host.beforeChange;
    return made;
  };

  it('asks for nothing when nothing has changed', async () => {
    await rig.apply(network);
    expect(await calls(() => rig.router('vpc-1').apply({ ...network, revision: 2 }))).toEqual([]);
  });

  it('takes no earlier picture than the last', async () => {
    await rig.apply({ ...network, revision: 3 });
    await rig.router('vpc-1').apply({ ...EMPTY, revision: 2 });
    expect(await rig.send(...tries)).toEqual(outcome);
  });

  it('changes rules by one transaction, and shares it among calls that come together', async () => {
    await rig.apply(network);
    const pictures = [7, 8, 9].map((number, index) => ({
      ...network,
      revision: index + 2,
      nics: [...network.nics, nicOf(number)],
    }));
    const made = await calls(() =>
      Promise.all(pictures.map((picture) => rig.router('vpc-1').apply(picture))),
    );
    expect(made.filter((each) => each.startsWith('nft'))).toHaveLength(1);
    const rules = JSON.stringify(
      await rig.namespaceOf('vpc-1').nftJson(['list', 'set', 'inet', 'tenon', 'nics']),
    );
    expect(rules).toContain(deviceOf('eni-9'));
    expect(rules).not.toContain(deviceOf('eni-8'));
  });

  it('makes again all that somebody has taken away, changed or added', async () => {
    await rig.apply(network);
    expect(await rig.send(...tries)).toEqual(outcome);
    const device = deviceOf('eni-5');
    const namespace = rig.namespaceOf('vpc-1');
    const damages: Readonly<Record<string, () => Promise<unknown>>> = {
      'a table': () => namespace.nft('delete table inet tenon'),
      'all rules': () => namespace.nft('flush ruleset'),
      'a chain': () => namespace.nft('flush chain inet tenon forward'),
      'a set': () => namespace.nft('flush set inet tenon sources4'),
      'an added rule': () => namespace.nft('insert rule inet tenon forward accept'),
      'a foreign table': () => namespace.nft('add table inet another'),
      routes: () => namespace.ip(['route flush table main', '-6 route flush table main']),
      'a changed route': () => namespace.ip(['route replace 10.0.1.5/32 dev lo']),
      'a foreign route': () => namespace.ip(['route add 8.8.8.8/32 dev nowhere metric 5']),
      'a foreign block': () => namespace.ip(['route add blackhole 10.0.2.0/24']),
      rules: () => namespace.ip(['rule flush', '-6 rule flush']),
      'a foreign rule': () => namespace.ip(['rule add pref 50 from 10.0.1.4 lookup 101']),
      neighbours: () => namespace.ip([`neigh flush dev ${device} nud permanent`]),
      addresses: () => namespace.ip(['addr flush dev lo', `addr flush dev ${device}`]),
      'the way to nowhere': () => namespace.ip(['link del nowhere']),
      'kernel parameters': () =>
        namespace.sysctl({ 'net.ipv4.ip_forward': 0, 'net.ipv6.conf.all.forwarding': 0 }),
    };
    for (const [name, damage] of Object.entries(damages)) {
      await damage();
      await rig.router('vpc-1').repair();
      expect(await rig.send(...tries), name).toEqual(outcome);
    }
    const made = await calls(() => rig.router('vpc-1').repair());
    expect(
      made.filter((each) => !/^(sysctl|ntable) | show\b/.test(each)),
      'no damage',
    ).toEqual([]);
  });

  it('heals by itself when what it changes is not what it left', async () => {
    await rig.apply(network);
    const namespace = rig.namespaceOf('vpc-1');
    await namespace.nft('delete table inet tenon');
    await namespace.ip([`link del ${deviceOf('eni-5')}`]);
    const nics = network.nics.filter(({ id }) => id !== 'eni-6');
    await rig.router('vpc-1').apply({ ...network, revision: 2, nics });
    await rig.forget('eni-5', 'eni-6');
    expect(
      await rig.send({ from: 'eni-4', to: '10.0.1.5' }, { from: 'eni-4', to: '10.0.1.1' }),
    ).toEqual([undefined, 'eni-4']);
  });

  it('goes on as it was when Tenon starts again, its counters and connections included', async () => {
    await rig.apply(network);
    const open = { from: 'eni-4', to: '10.0.2.6', protocol: 'tcp', sourcePort: 4000 } as const;
    const reply = {
      from: 'eni-6',
      to: '10.0.1.4',
      protocol: 'tcp',
      flags: 'ack',
      sourcePort: 80,
      port: 4000,
    } as const;
    expect(await rig.send(...tries, open, reply)).toEqual([...outcome, 'eni-6', 'eni-4']);
    const before = await rig.router('vpc-1').counters();
    await rig.restart('vpc-1');
    const made = await calls(() => rig.router('vpc-1').apply(network));
    expect(made.filter((each) => !/^(nft|sysctl|ntable) | show\b/.test(each))).toEqual([]);
    const droppedOf = (all: typeof before) => all.map(({ nicId, dropped }) => [nicId, dropped]);
    expect(droppedOf(await rig.router('vpc-1').counters())).toEqual(droppedOf(before));
    expect(await rig.send(...tries, reply)).toEqual([...outcome, 'eni-4']);
  });

  it('lets nothing through a link that no rule names', async () => {
    await rig.apply(network);
    await rig.plug(nicOf(9), 'vpc-1');
    const stranger = deviceOf('eni-9');
    await rig
      .namespaceOf('vpc-1')
      .ip([
        `route add 10.0.1.9/32 dev ${stranger}`,
        `neigh add 10.0.1.9 lladdr ${nicOf(9).mac} dev ${stranger}`,
      ]);
    const seen = await rig.frames(
      'eni-9',
      arp({ ...nicOf(9), sender: '10.0.1.9', target: '10.0.1.1' }),
    );
    expect(seen.filter(([where]) => where === 'eni-9')).toEqual([]);
    const tries = [
      { from: 'eni-9', to: '10.0.1.4' },
      { from: 'eni-9', to: '10.0.1.1' },
      { from: 'eni-4', to: '10.0.1.9' },
    ];
    expect(await rig.send(...tries)).toEqual([undefined, undefined, undefined]);
    await rig.router('vpc-1').repair();
    expect(await rig.send(...tries)).toEqual([undefined, undefined, undefined]);
  });

  it('lets nothing through before it has rules', async () => {
    const router = rig.router('vpc-1');
    await router.make();
    await Promise.all(network.nics.map((nic) => rig.plug(nic, 'vpc-1')));
    const forwarding = await rig.read('vpc-1', 'net/ipv4/ip_forward');
    expect(forwarding).toBe('0');
    await rig.apply(network);
    expect(await rig.send(...tries)).toEqual(outcome);
  });
});
