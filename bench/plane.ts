/**
 * The data plane: `node bench/plane.ts [PART...]`, as root, with nftables. Each figure stands beside
 * one that was measured in the same run by the same means. Parts: plug, crowd, large, tcp, restart.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { noPackets } from '#test/packets/able.ts';
import { burst, line } from './lib/burst.ts';
import { median } from './lib/measure.ts';
import { ROUNDS, SECONDS } from './lib/options.ts';
import { byHand } from './lib/plane-by-hand.ts';
import { PlaneServer, until } from './lib/plane-server.ts';
import {
  addressesSeen,
  conversation,
  pinging,
  throughput,
  untilArrival,
} from './lib/plane-traffic.ts';
import { LARGE, PAIR, type PlaneWorld, WAITING, writeWorld } from './lib/plane-worlds.ts';
import { childrenRanMs } from './lib/process.ts';
import { type Column, RoundsTable, table } from './lib/table.ts';

const PORT = 7777;
/** Enough for a median, few enough for the interfaces of one instance. */
const PLUGS = 8;
const CROWD = 64;

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly goal?: number;
}

const FIGURES: readonly Column<Figure>[] = [
  { title: '', of: ({ what }) => what },
  { title: 'measured', of: ({ value }) => value },
  { title: 'goal', of: ({ goal }) => (goal === undefined ? '' : goal) },
];

const ALL = { Protocol: 'all', PortStart: -1, PortEnd: -1 };

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  plug: plugOne,
  crowd: plugMany,
  large,
  tcp,
  restart,
};

if (noPackets !== undefined) {
  console.log(`not measured here: ${noPackets}`);
} else {
  const chosen = process.argv.slice(2);
  for (const [name, part] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n### ${name}\n`);
    await part();
  }
}

/** A plug through the API beside the same objects by `ip -batch`. */
async function plugOne(): Promise<void> {
  await on(WAITING, async (server, { free, instances: [instance = ''] }) => {
    const inside = await addressesSeen(await server.entrance(instance));
    const hand = byHand();
    const rounds = new RoundsTable<{ api: number; inUse: number; raw: number; unplug: number }>([
      { title: 'until inside, ms', of: ({ api }) => api, decimals: 1 },
      { title: 'until InUse, ms', of: ({ inUse }) => inUse, decimals: 1 },
      { title: 'ip -batch, ms', of: ({ raw }) => raw, decimals: 1 },
      { title: 'goal, ms', of: ({ raw }) => raw * 1.5 + 15, decimals: 1 },
      { title: 'detach answered, ms', of: ({ unplug }) => unplug, decimals: 1 },
    ]);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [api, inUse, raw, unplug]: number[][] = [[], [], [], []];
        for (let n = 0; n < PLUGS; n += 1) {
          const eni = free[n] ?? '';
          const begun = performance.now();
          const seen = inside.next(`10.0.12.${n + 10}/`);
          await server.client.ok('vpc', 'AttachNetworkInterface', {
            NetworkInterfaceId: eni,
            InstanceId: instance,
          });
          const settled = until(async () => (await statusOf(server, eni)) === 'InUse', 1);
          api?.push((await seen) - begun);
          await settled;
          inUse?.push(performance.now() - begun);
          const byHandBegun = performance.now();
          hand.plug(n + 2);
          raw?.push(performance.now() - byHandBegun);
        }
        for (let n = 0; n < PLUGS; n += 1) {
          const eni = free[n] ?? '';
          const begun = performance.now();
          await server.client.ok('vpc', 'DetachNetworkInterface', {
            NetworkInterfaceId: eni,
            InstanceId: instance,
          });
          unplug?.push(performance.now() - begun);
          await until(async () => (await statusOf(server, eni)) === 'Available', 1);
          hand.unplug(n + 2);
        }
        rounds.add({
          api: median(api ?? []),
          inUse: median(inUse ?? []),
          raw: median(raw ?? []),
          unplug: median(unplug ?? []),
        });
      }
      rounds.medians();
    } finally {
      hand.remove();
      inside.stop();
    }
  });
}

type Crowded = 'rate' | 'raw' | 'floor' | 'own' | 'children' | 'rawCpu' | 'idle' | 'busy' | 'out';

/**
 * 64 plugs at once beside as many by `ip -batch`, one after the other and all by one; the CPU time of
 * each; and what a reader of the API waits while 64 more are plugged and unplugged.
 */
async function plugMany(): Promise<void> {
  await on(WAITING, async (server, { free, instances }) => {
    const hand = byHand();
    const rounds = new RoundsTable<Record<Crowded, number>>([
      { title: 'plugs/s', of: ({ rate }) => rate },
      { title: 'by ip -batch', of: ({ raw }) => raw },
      { title: 'ratio', of: ({ rate, raw }) => rate / raw, decimals: 1 },
      { title: 'all by one ip -batch', of: ({ floor }) => floor },
      { title: 'CPU of the server, ms', of: ({ own }) => own },
      { title: 'of its children', of: ({ children }) => children },
      { title: 'of ip -batch', of: ({ rawCpu }) => rawCpu },
      { title: 'a read while idle, p99 ms', of: ({ idle }) => idle, decimals: 1 },
      { title: 'while 64 are plugged', of: ({ busy }) => busy, decimals: 1 },
      { title: 'while 64 are unplugged', of: ({ out }) => out, decimals: 1 },
    ]);
    const pairs = free.slice(0, CROWD).map((eni, n) => ({
      NetworkInterfaceId: eni,
      InstanceId: instances[n % instances.length] ?? '',
    }));
    const counted = { Action: 'DescribeNetworkInterfaces', Status: 'InUse', PageSize: '1' };
    /** Sends the calls, and waits until so many NICs are InUse. Resolves to the milliseconds. */
    const all = async (Action: string, count: number): Promise<number> => {
      const calls = await burst(
        server.host,
        'vpc',
        pairs.map((pair) => ({ Action, ...pair })),
      );
      const counting = await line(server.host, 'vpc', counted);
      const begun = performance.now();
      await calls.send();
      while (!(await counting.send()).includes(`"TotalCount":${count},`)) await sleep(5);
      counting.close();
      return performance.now() - begun;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = childrenRanMs(process.pid);
      const raw = (CROWD / timeOf(() => times(CROWD, (n) => hand.plug(n + 2)))) * 1000;
      const rawCpu = childrenRanMs(process.pid) - before;
      times(CROWD, (n) => hand.unplug(n + 2));
      const numbers = Array.from({ length: CROWD }, (_, n) => n + 2);
      const floor = (CROWD / timeOf(() => hand.plugAll(numbers))) * 1000;
      times(CROWD, (n) => hand.unplug(n + 2));
      // Alone, and once more beside a reader.
      const cpu = server.ranMs();
      const took = await all('AttachNetworkInterface', instances.length + CROWD);
      const used = server.ranMs();
      await all('DetachNetworkInterface', instances.length);
      const idle = await readsDuring(server, () => sleep(1000));
      const busy = await readsDuring(server, () =>
        all('AttachNetworkInterface', instances.length + CROWD),
      );
      const out = await readsDuring(server, () => all('DetachNetworkInterface', instances.length));
      rounds.add({
        rate: (CROWD / took) * 1000,
        own: used.own - cpu.own,
        children: used.children - cpu.children,
        ...{ raw, rawCpu, floor, idle, busy, out },
      });
    }
    hand.remove();
    rounds.medians();
    console.log('\ngoal: 300 plugs/s on 2 cores');
  });
}

/** 1,000 NICs: the first start, one that finds all in place, a group's change, memory. */
async function large(): Promise<void> {
  await on(LARGE, async (server, world, firstMs) => {
    const { own, family } = server.memory();
    const [left = '', right = ''] = world.instances;
    const entrances = [await server.entrance(left), await server.entrance(right)] as const;
    const group = { SecurityGroupId: 'sg-bench-0' };
    await server.client.ok('vpc', 'RevokeSecurityGroupIngress', {
      ...group,
      ...ALL,
      SourceGroupId: group.SecurityGroupId,
    });
    const changes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const port = PORT + round;
      const rule = { ...group, Protocol: 'udp', PortStart: port, PortEnd: port };
      const open = () =>
        server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', { ...rule, CidrIp: '0.0.0.0/0' });
      changes.push(await untilArrival(...entrances, '10.0.0.11', port, open));
    }
    await server.end('SIGTERM');
    const begun = performance.now();
    const listensMs = await server.start(world.file);
    await server.plugged(world.nics);
    const againMs = performance.now() - begun;
    table<Figure>(FIGURES, [
      { what: `first start, ${world.nics} NICs to plug, ms`, value: firstMs },
      { what: 'start that finds them all in place, ms', value: againMs, goal: 5000 },
      { what: 'of it until it listens, ms', value: listensMs },
      {
        what: 'a rule of a group with 500 members, until a packet passes, ms',
        value: median(changes),
        goal: 500,
      },
      { what: 'memory of the server, MiB', value: own },
      { what: 'with its helper processes, MiB', value: family },
    ]);
  });
}

/** TCP through a VPC, beside the same veth pairs routed by hand without a rule. */
async function tcp(): Promise<void> {
  await on(PAIR, async (server, { instances: [left = '', right = ''] }) => {
    const [from, to] = [await server.entrance(left), await server.entrance(right)];
    const hand = byHand();
    try {
      const rounds = new RoundsTable<{ plane: number; raw: number }>([
        { title: 'by hand, Gbit/s', of: ({ raw }) => raw, decimals: 1 },
        { title: 'through the VPC, Gbit/s', of: ({ plane }) => plane, decimals: 1 },
        { title: 'ratio', of: ({ plane, raw }) => plane / raw, decimals: 3 },
      ]);
      for (let round = 0; round < ROUNDS; round += 1) {
        const port = PORT + round;
        const raw = await throughput(hand.left, hand.right, hand.rightAddress, port, SECONDS);
        rounds.add({ raw, plane: await throughput(from, to, '10.0.0.11', port, SECONDS) });
      }
      const [, , ratio] = rounds.medians();
      console.log(`\nmedian ratio ${ratio?.toFixed(3)} (goal 0.9)`);
    } finally {
      hand.remove();
    }
  });
}

/** Connections that are open while the server is killed and started again. */
async function restart(): Promise<void> {
  await on(PAIR, async (server, { file, nics, instances: [left = '', right = ''] }) => {
    const [from, to] = [await server.entrance(left), await server.entrance(right)];
    const stopPing = pinging(from, '10.0.0.11');
    const stopTalk = await conversation(from, to, '10.0.0.11', PORT);
    for (let round = 0; round < ROUNDS; round += 1) {
      await sleep(500);
      await server.end('SIGKILL');
      await sleep(500);
      await server.start(file);
      await server.plugged(nics);
    }
    await sleep(1000);
    const { sent, received } = await stopPing();
    const { turns, longestMs } = await stopTalk();
    table<Figure>(FIGURES, [
      { what: 'kill -9 and start', value: ROUNDS },
      { what: 'pings sent', value: sent },
      { what: 'of them lost', value: sent - received, goal: 0 },
      { what: 'turns of one TCP connection', value: turns },
      { what: 'the longest turn, ms', value: longestMs },
    ]);
  });
}

/** Runs `work` with a server that has this world, and takes away what it has made. */
async function on(
  layout: Parameters<typeof writeWorld>[1],
  work: (server: PlaneServer, world: PlaneWorld, startMs: number) => Promise<void>,
): Promise<void> {
  const server = new PlaneServer();
  const world = writeWorld(server.folder, layout);
  try {
    const begun = performance.now();
    await server.start(world.file);
    await server.plugged(world.nics);
    await work(server, world, performance.now() - begun);
  } finally {
    await server.remove(world.instances[0]);
  }
}

function times(count: number, work: (n: number) => void): void {
  for (let n = 0; n < count; n += 1) work(n);
}

function timeOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

async function statusOf(server: PlaneServer, NetworkInterfaceId: string): Promise<string> {
  const input = { NetworkInterfaceId };
  return (await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', input)).Status;
}

/** The 99th percentile of a read's time while `work` goes on, in milliseconds. */
async function readsDuring(server: PlaneServer, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  let going = true;
  const { client } = server;
  const reading = (async () => {
    while (going) {
      const begun = performance.now();
      await client.ok('vpc', 'DescribeVpcs');
      times.push(performance.now() - begun);
      await sleep(2);
    }
  })();
  await work();
  going = false;
  await reading;
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
