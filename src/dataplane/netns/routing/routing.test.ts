import { describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { deviceOf } from '../names.ts';
import type { Namespace } from '../namespace.ts';
import { entriesOf } from './entries.ts';
import { readPresent } from './kernel.ts';
import { linesBetween } from './lines.ts';
import { routedTables } from './tables.ts';

const one = deviceOf('eni-1');
const network = (more: Partial<Network> = {}): Network => ({
  id: 'vpc-1',
  revision: 1,
  blocks: ['10.0.0.0/16'],
  userBlocks: [],
  subnets: [{ id: 'subnet-1', blocks: ['10.0.1.0/24'], gateway: '10.0.1.1', routeTableId: 't-1' }],
  nics: [
    {
      id: 'eni-1',
      instanceId: 'i-1',
      subnetId: 'subnet-1',
      mac: '02:00:00:00:00:01',
      addresses: ['10.0.1.4', '2001:db8::4'],
      securityGroupIds: [],
      forwards: true,
    },
  ],
  securityGroups: [],
  networkAcls: [],
  routeTables: [
    {
      id: 't-1',
      routes: [
        { blocks: ['0.0.0.0/0', '::/0'], nextHop: { nicId: 'eni-1' } },
        { blocks: ['0.0.0.0/0', '9.0.0.0/8'], nextHop: 'nowhere' },
        { blocks: ['8.0.0.0/8'], nextHop: { nicId: 'eni-2' } },
        { blocks: ['7.0.0.0/8'], nextHop: { floatingAddressId: 'havip-1' } },
      ],
    },
  ],
  publicAddresses: [],
  publicIpv6: [],
  floatingAddresses: [
    { id: 'havip-1', address: '10.0.1.9', subnetId: 'subnet-1', nicIds: ['eni-1'] },
  ],
  natGateways: [],
  ...more,
});
const link = { nicId: 'eni-1', device: one, mac: '02:00:00:00:00:01', up: true };
const view = (more: Partial<Parameters<typeof entriesOf>[0]> = {}) => ({
  network: network(),
  links: new Map([['eni-1', link]]),
  holders: new Map([['havip-1', 'eni-1']]),
  internet: false,
  ...more,
});
const table = routedTables(network().routeTables).get('t-1');

describe('the entries of a router', () => {
  it('lead to each NIC and over each next hop', () => {
    const entries = entriesOf(view());
    expect(Object.fromEntries([...entries].filter(([, value]) => value !== ''))).toEqual({
      'route main 10.0.0.0/16': 'dev nowhere',
      'route 101 0.0.0.0/0': 'dev nowhere',
      'route 101 ::/0': 'dev nowhere',
      'route main 10.0.1.4/32': `dev ${one}`,
      'route main 2001:db8::4/128': `dev ${one}`,
      'route main 10.0.1.9/32': `dev ${one}`,
      [`neighbour ${one} 10.0.1.4`]: link.mac,
      [`neighbour ${one} 2001:db8::4`]: link.mac,
      [`neighbour ${one} 10.0.1.9`]: link.mac,
      [`neighbour ${one} fe80::2`]: link.mac,
      [`route ${table} 0.0.0.0/0`]: `via inet6 fe80::2 dev ${one} onlink`,
      [`route ${table} ::/0`]: `via fe80::2 dev ${one} onlink`,
      [`route ${table} 9.0.0.0/8`]: 'dev nowhere',
      [`route ${table} 8.0.0.0/8`]: 'dev nowhere',
      [`route ${table} 7.0.0.0/8`]: `via inet6 fe80::2 dev ${one} onlink`,
    });
    expect([...entries.keys()].filter((key) => key.startsWith('address'))).toEqual([
      'address lo 100.96.0.96/32',
      'address lo 10.0.1.1/32',
      `address ${one} fe80::1/64`,
      `address ${one} 10.0.1.1/32`,
    ]);
  });

  it('lead to the internet while the link is there', () => {
    const entries = entriesOf(view({ internet: true }));
    expect(entries.get('route 100 0.0.0.0/0')).toBe('via inet6 fe80::2 dev internet onlink');
    expect(entries.get('neighbour internet fe80::2')).toMatch(/^02:/);
  });

  it('lead nowhere over a link that is down', () => {
    const down = entriesOf(view({ links: new Map([['eni-1', { ...link, up: false }]]) }));
    expect([...down].filter(([key, value]) => `${key} ${value}`.includes(one))).toEqual([]);
    expect(down.get(`route ${table} 0.0.0.0/0`)).toBe('dev nowhere');
  });
});

describe('lines', () => {
  it('make what is missing and take away the rest, in an order that the kernel takes', () => {
    const { removing, adding } = linesBetween(
      new Map([
        ['address lo 10.0.9.1/32', ''],
        ['route main 10.0.9.4/32 metric 5', 'dev tna'],
        ['neighbour tna 10.0.9.4', '02:00:00:00:00:09'],
        ['rule 6 300 fwmark 0x1 lookup 1', ''],
        ['prompt tna', ''],
        ['route main 10.0.1.4/32', 'dev tna'],
      ]),
      new Map([
        ['rule 4 300 fwmark 0x2 lookup 2', ''],
        ['route main 10.0.1.4/32', 'dev tnb'],
        ['neighbour tnb 10.0.1.4', '02:00:00:00:00:01'],
        ['address tnb fe80::1/64', ''],
        ['address lo 10.0.1.1/32', ''],
      ]),
    );
    expect(removing).toEqual([
      'addr del 10.0.9.1/32 dev lo',
      'route del 10.0.9.4/32 table main metric 5',
      'neigh del 10.0.9.4 dev tna',
      '-6 rule del pref 300 fwmark 0x1 lookup 1',
    ]);
    expect(adding).toEqual([
      'addr replace fe80::1/64 dev tnb nodad',
      'addr replace 10.0.1.1/32 dev lo',
      'neigh replace 10.0.1.4 lladdr 02:00:00:00:00:01 dev tnb nud permanent',
      'route replace 10.0.1.4/32 dev tnb table main',
      'rule add pref 300 fwmark 0x2 lookup 2',
    ]);
    const entries = entriesOf(view());
    expect(linesBetween(entries, entries)).toEqual({ removing: [], adding: [] });
  });
});

describe('what the kernel has', () => {
  const shown: Readonly<Record<string, unknown[]>> = {
    'addr show': [
      {
        ifname: 'lo',
        flags: ['LOOPBACK', 'UP'],
        addr_info: [
          { local: '127.0.0.1', prefixlen: 8 },
          { local: '::1', prefixlen: 128 },
          { local: '10.0.1.1', prefixlen: 32 },
        ],
      },
      {
        ifname: 'tna',
        flags: ['BROADCAST'],
        addr_info: [
          { local: 'fe80::1', prefixlen: 64 },
          { local: 'fe80::fcff:ffff:feff:ffff', prefixlen: 64 },
        ],
      },
    ],
    'route show table all': [
      { dst: '10.0.1.4', dev: 'tna', scope: 'link', flags: [] },
      { dst: 'default', dev: 'tna', table: '101', flags: [] },
      {
        dst: 'default',
        dev: 'tna',
        gateway: 'fe80::2',
        table: '101',
        metric: 1024,
        flags: ['onlink'],
        pref: 'medium',
      },
      { dst: '8.0.0.0/8', via: { family: 'inet6', host: 'fe80::2' }, dev: 'tna', metric: 7 },
      { type: 'blackhole', dst: '9.0.0.0/8' },
      { type: 'local', dst: '10.0.1.1', dev: 'lo', table: 'local', protocol: 'kernel' },
      { dst: 'fe80::/64', dev: 'tna', protocol: 'kernel', metric: 256, pref: 'medium' },
    ],
    'neigh show': [
      { dst: '10.0.1.4', dev: 'tna', lladdr: '02:00:00:00:00:01', state: ['PERMANENT'] },
      { dst: '10.0.1.9', dev: 'tna', lladdr: '02:00:00:00:00:01', state: ['STALE'] },
      { dst: '10.0.1.8', dev: 'tna', state: ['FAILED'] },
    ],
    'neigh show proxy': [{ dst: '2001:db8::4', dev: 'uplink', proxy: null }],
    'rule show': [
      { priority: 0, src: 'all', table: 'local' },
      { priority: 300, src: 'all', fwmark: '0x1', table: '1' },
    ],
    '-6 rule show': [{ priority: 100, src: 'all', table: 'main' }],
  };

  it('is read as entries, but for what it makes by itself', async () => {
    const namespace = {
      show: async (args: readonly string[]) => shown[args.join(' ')] ?? [],
    } as unknown as Namespace;
    const { entries, up, devices, announced } = await readPresent(namespace);
    expect(Object.fromEntries(entries)).toEqual({
      'address lo 10.0.1.1/32': '',
      'address tna fe80::1/64': '',
      'route main 10.0.1.4/32': 'dev tna',
      'route 101 0.0.0.0/0': 'dev tna',
      'route 101 ::/0': 'via fe80::2 dev tna onlink',
      'route main 8.0.0.0/8 metric 7': 'via inet6 fe80::2 dev tna',
      'route main 9.0.0.0/8': 'blackhole',
      'neighbour tna 10.0.1.4': '02:00:00:00:00:01',
      'proxy uplink 2001:db8::4': '',
      'rule 4 0 lookup local': '',
      'rule 4 300 fwmark 0x1 lookup 1': '',
      'rule 6 100 lookup main': '',
    });
    expect([...up]).toEqual(['lo']);
    expect([...devices]).toEqual(['lo', 'tna']);
    expect(announced).toEqual([{ device: 'tna', address: '10.0.1.9' }]);
  });
});

describe('the numbers of route tables', () => {
  it('stay the same whatever other tables there are', () => {
    const tables = ['t-1', 't-2', 't-3'].map((id) => ({
      id,
      routes: [{ blocks: ['0.0.0.0/0'], nextHop: 'nowhere' as const }],
    }));
    const all = routedTables(tables);
    expect(new Set(all.values()).size).toBe(3);
    expect(routedTables(tables.slice(1)).get('t-2')).toBe(all.get('t-2'));
    expect(routedTables([{ id: 't-1', routes: [] }]).size).toBe(0);
    for (const number of all.values()) expect(number).toBeGreaterThan(0xffffff);
  });
});
