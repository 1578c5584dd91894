import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { INTERNET, namespaceOf } from '#dataplane/netns/names.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { unable } from '../packets/able.ts';
import { SdkClient } from '../support/client.ts';
import { Programs } from '../support/plane-programs.ts';

/*
 * Traffic between instances, and from the internet to an EIP, while Tenon ends, is killed, and is
 * started again on the same store, as at an upgrade. Each packet has a number: TCP would send a lost
 * one again, and nobody would know.
 */

const LONG_MS = 360_000;
const EIP = '203.0.113.10';

/** Answers everything that it is sent, by TCP and by UDP. */
const ECHO = `
require('node:net').createServer((socket) => socket.on('error', () => {}).pipe(socket))
  .listen(80, '0.0.0.0', () => console.log('tcp'));
const udp = require('node:dgram').createSocket('udp4');
udp.on('message', (text, from) => udp.send(text, from.port, from.address));
udp.bind(80, () => console.log('udp'));
process.stdin.resume().on('end', () => process.exit());`;

/**
 * Sends numbers to the address of its first argument until its input ends, over one connection and,
 * with a second argument, in one datagram each; then waits for what is missing, and tells. Each number
 * is sent when the one before is back or is late, so that no buffer is ever full.
 */
const COUNT = `
const [host, datagrams] = process.argv.slice(1);
const back = { tcp: new Set(), udp: new Set() };
const sent = { tcp: 0, udp: 0 };
let ending = false;
const told = (why) => {
  console.log(JSON.stringify({
    why,
    sent,
    back: { tcp: back.tcp.size, udp: back.udp.size },
  }));
  process.exit();
};
const tcp = require('node:net').connect(80, host, () => {
  console.log('open');
  let rest = '';
  tcp.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\\n');
    rest = lines.pop();
    for (const line of lines) back.tcp.add(line);
  });
  setInterval(() => {
    if (!ending) tcp.write(sent.tcp++ + '\\n');
  }, 10);
});
tcp.on('error', (error) => told(error.message)).on('close', () => told('closed'));
if (datagrams) {
  const udp = require('node:dgram').createSocket('udp4');
  udp.on('message', (text) => back.udp.add(String(text)));
  setInterval(() => {
    if (!ending) udp.send(String(sent.udp++), 80, host);
  }, 10);
}
process.stdin.resume().on('end', () => {
  ending = true;
  const since = Date.now();
  setInterval(() => {
    const all = back.tcp.size === sent.tcp && back.udp.size === sent.udp;
    if (all || Date.now() - since > 60_000) told('');
  }, 20);
});`;

interface Told {
  readonly why: string;
  readonly sent: { readonly tcp: number; readonly udp: number };
  readonly back: { readonly tcp: number; readonly udp: number };
}

describe.skipIf(unable('traffic while Tenon restarts'))('traffic', () => {
  let programs: Programs;
  let server: Awaited<ReturnType<Programs['serve']>>;
  const running: ReturnType<Programs['start']>[] = [];

  beforeEach(async () => {
    programs = new Programs();
    server = await programs.serve([]);
  }, LONG_MS);
  afterEach(async () => {
    for (const { child } of running.splice(0)) child.kill('SIGKILL');
    await server.end();
    await programs.clean();
    await programs.close();
  }, LONG_MS);

  const inside = (id: string, ...command: readonly string[]) => {
    const name = namespaceOf(programs.planeId ?? '', id);
    const started = programs.start(['ip', 'netns', 'exec', name, ...command]);
    running.push(started);
    return started;
  };
  const node = (id: string, program: string, ...args: readonly string[]) =>
    inside(id, process.execPath, '-e', program, '--', ...args);
  const stop = async (signal: 'SIGTERM' | 'SIGKILL') => {
    server.child.kill(signal);
    await server.ended;
  };
  /** Resolves when more packets have passed, so that the restart is not the end of what is seen. */
  const more = async (pings: ReturnType<Programs['start']>) => {
    const { length } = pings.out();
    await expect.poll(() => pings.out().length).toBeGreaterThan(length + 500);
  };
  const attach = async () => {
    const client = new SdkClient(server.url.replace('http://', ''), DEFAULT_ACCOUNT);
    const pair = { NetworkInterfaceId: 'eni-free', InstanceId: 'i-right' };
    await client.ok('vpc', 'AttachNetworkInterface', pair);
    const status = async () => {
      const { NetworkInterfaceSets } = await client.ok('vpc', 'DescribeNetworkInterfaces', {
        NetworkInterfaceIds: ['eni-free'],
      });
      return NetworkInterfaceSets[0].Status;
    };
    await expect.poll(status).toBe('InUse');
  };

  it(
    'goes on while it ends, is killed and is started again: no packet is lost',
    async () => {
      for (const id of ['i-left', 'i-right']) {
        const echo = node(id, ECHO);
        await Promise.all([echo.says(/tcp/), echo.says(/udp/)]);
      }
      const counts = [node('i-left', COUNT, '10.0.1.20', 'udp'), node(INTERNET, COUNT, EIP)];
      for (const each of counts) await each.says(/open/);
      const pings = inside(INTERNET, 'ping', '-i', '0.02', '-W', '20', EIP);
      await more(pings);

      await stop('SIGTERM');
      await more(pings);
      server = await programs.serve([]);
      await more(pings);
      await attach();
      await stop('SIGKILL');
      await more(pings);
      server = await programs.serve([]);
      await more(pings);

      pings.child.kill('SIGINT');
      const { out: answers } = await pings.ended;
      const numbers = [...answers.matchAll(/icmp_seq=(\d+)/g)].map(([, number]) => Number(number));
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      for (const { child, ended } of counts) {
        child.stdin.end();
        const { out } = await ended;
        const { why, sent, back } = JSON.parse(out.split('\n')[1] ?? '') as Told;
        expect({ why, back }).toEqual({ why: '', back: sent });
        expect(sent.tcp).toBeGreaterThan(100);
      }
    },
    LONG_MS,
  );
});
