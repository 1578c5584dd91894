import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unable } from '../packets/able.ts';
import { ip, newPlaneId, removeNamed } from '../support/netns.ts';
import { Programs } from '../support/plane-programs.ts';

/*
 * `tenon serve --uplink`, on a host that is a namespace here. The other end of its device is in a
 * namespace that stands for the world around it.
 */

const LONG_MS = 240_000;
const HOST = '203.0.113.2';
const WORLD = '203.0.113.1';
/** The EIP of i-left in docs/examples/data-plane/world.yaml; i-right has none. */
const EIP = '203.0.113.10';

/** The kernel parameters that one would set on a router. */
const PARAMETERS = [
  'ip_forward',
  ...['proxy_arp', 'rp_filter', 'arp_ignore'].map((name) => `conf/*/${name}`),
]
  .map((path) => `/proc/sys/net/ipv4/${path}`)
  .join(' ');

/** Prints by whom each frame is that arrives at a device: whatever protocol it speaks. */
const WATCH = `
import socket, sys
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
wire.bind(('eth0', 0))
print('watching', flush=True)
seen = set()
while True:
    frame, (_, _, kind, _, _) = wire.recvfrom(65535)
    if kind == socket.PACKET_OUTGOING:
        continue
    protocol = frame[12:14].hex()
    source = {'0806': frame[28:32], '0800': frame[26:30]}.get(protocol)
    line = protocol + ' ' + (socket.inet_ntoa(source) if source else frame[6:12].hex())
    if line not in seen:
        seen.add(line)
        print('seen ' + line, flush=True)
`;

describe.skipIf(unable('tenon serve --uplink'))('tenon serve --uplink', () => {
  let programs: Programs;
  let host: string;
  let world: string;

  beforeEach(() => {
    programs = new Programs();
    host = `host-${newPlaneId()}`;
    world = `world-${newPlaneId()}`;
    for (const name of [host, world]) {
      ip('netns', 'add', name);
      // Without the kernel's own IPv6, any IPv6 packet that is seen comes from Tenon.
      ip('netns', 'exec', name, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6');
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('-n', host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world);
    for (const [name, address] of [
      [host, HOST],
      [world, WORLD],
    ] as const) {
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    }
    ip('-n', host, 'route', 'add', 'default', 'via', WORLD);
  });
  afterEach(async () => {
    await programs.clean();
    await programs.close();
    for (const name of [host, world]) removeNamed(name);
  }, LONG_MS);

  const pings = async (from: string, to: string) => {
    const command = ['ip', 'netns', 'exec', from, 'ping', '-c', '1', '-W', '5', to];
    return (await programs.start(command).ended).code === 0;
  };
  /** The parts of the host's network that somebody may have set up. */
  const stateOf = (name: string) => [
    // The state of a carrier is left out, since the kernel reports it a moment later.
    ip('-n', name, '-brief', 'address'),
    ip('-n', name, 'route', 'show', 'table', 'all'),
    ip('-n', name, '-6', 'route', 'show', 'table', 'all'),
    ip('-n', name, 'rule'),
    ip('-n', name, '-6', 'rule'),
    ip('netns', 'exec', name, 'nft', 'list', 'ruleset'),
    ip('netns', 'exec', name, 'sh', '-c', `cat ${PARAMETERS}`),
  ];

  it(
    'reaches EIPs by the device, shows nothing private there, and leaves the host as it is',
    async () => {
      await expect.poll(() => ip('-n', host, '-brief', 'link', 'show', 'eth0')).toContain('UP ');
      const before = stateOf(host);
      const watch = programs.start(['ip', 'netns', 'exec', world, 'python3', '-c', WATCH]);
      await watch.says(/watching/);

      const server = await programs.serve(['--uplink', 'eth0'], host);
      const inside = (id: string, to: string, ...more: readonly string[]) =>
        server.run(['exec', id, '--', 'ping', '-c', '1', '-W', '2', ...more, to]);
      expect(await pings(world, EIP)).toBe(true);
      expect(await inside('i-left', WORLD)).toMatchObject({ code: 0 });
      expect(await inside('i-right', '10.0.1.10')).toMatchObject({ code: 0 });
      // No other sender gets out, whatever address it uses.
      expect(await inside('i-right', WORLD)).toMatchObject({ code: 1 });
      expect(await inside('internet', WORLD)).toMatchObject({ code: 1 });
      expect(await inside('internet', WORLD, '-I', '198.51.100.1')).toMatchObject({ code: 1 });
      expect(stateOf(host)).toEqual(before);

      // Packets pass while no server runs, and with the next one.
      await server.end();
      expect(await pings(world, EIP)).toBe(true);
      const next = await programs.serve(['--uplink', 'eth0'], host);
      expect(await pings(world, EIP)).toBe(true);
      await next.end();
      expect(stateOf(host)).toEqual(before);
      await programs.clean();
      expect(await pings(world, EIP)).toBe(false);
      expect(stateOf(host)).toEqual(before);

      const seen = [...watch.out().matchAll(/seen (.*)/g)].map(([, what]) => what).sort();
      // Only ARP and IPv4 of the EIP were seen. Nothing asked for the host's own address.
      expect(seen).toEqual([`0800 ${EIP}`, `0806 ${EIP}`]);
      expect(await pings(world, HOST)).toBe(true);
      await expect.poll(() => watch.out()).toContain(`seen 0800 ${HOST}`);
    },
    LONG_MS,
  );
});
