import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionTimeouts, Network, SecurityRule } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig, type Sent } from './routed.ts';

const ALL: SecurityRule = {
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ['0.0.0.0/0', '::/0'] },
};
/** It opens connections, and nobody opens one to it: what comes in answers. */
const CLIENTS = { id: 'sg-clients', ingress: [], egress: [ALL] };
/** Longer than the shortest timeout. */
const PAUSE_MS = 1_500;
const POLLED = { interval: PAUSE_MS };

describe.skipIf(noNetns !== undefined)('connection timeouts', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  /** eni-4 answers, and eni-5 and eni-6 ask, one with these timeouts and one without. */
  const world = (timeouts: ConnectionTimeouts, more: ConnectionTimeouts = {}): Network => ({
    ...EMPTY,
    nics: [
      nicOf(4, { timeouts: more }),
      nicOf(5, { securityGroupIds: ['sg-clients'], timeouts }),
      nicOf(6, { securityGroupIds: ['sg-clients'] }),
    ],
    securityGroups: [...EMPTY.securityGroups, CLIENTS],
  });
  /** What eni-4 says on the connection that a client has opened with `sourcePort`. */
  const answer = (to: string, more: Partial<Sent> = {}): Sent => ({
    from: 'eni-4',
    to,
    protocol: 'udp',
    sourcePort: 53,
    port: 4_000,
    ...more,
  });
  const question = (from: string, to: string, more: Partial<Sent> = {}): Sent => ({
    from,
    to,
    protocol: 'udp',
    sourcePort: 4_000,
    port: 53,
    ...more,
  });

  it.each([
    ['of the one that asks', { udp: 1 }, {}],
    ['of the one that answers, which are shorter', { udp: 300 }, { udp: 1 }],
  ])('%s end a silent flow of UDP, and no other one', async (_, asks, answers) => {
    const before = world(asks);
    await rig.apply(before);
    // The one without a timeout asks while nobody has one but the other client.
    const [four, five, six] = ['10.0.1.4', '10.0.1.5', '10.0.1.6'];
    expect(await rig.send(question('eni-6', four))).toEqual(['eni-4']);
    await rig.apply({ ...world(asks, answers), revision: 2 });
    for (const [to, from] of [
      [four, five],
      ['2001:db8:1::4', '2001:db8:1::5'],
    ] as const) {
      expect(await rig.send(question('eni-5', to), answer(from))).toEqual(['eni-4', 'eni-5']);
      // Each answer that arrives begins the time anew.
      await expect.poll(() => rig.send(answer(from)), POLLED).toEqual([undefined]);
    }
    expect(await rig.send(answer(six))).toEqual(['eni-6']);
  });

  it('end a connection of TCP on which nothing passes, and no other one', async () => {
    await rig.apply(world({ tcpEstablished: 1, tcpClosed: 1 }));
    const ends = [
      ['eni-5', '10.0.1.5'],
      ['eni-6', '10.0.1.6'],
    ] as const;
    for (const [client, address] of ends) {
      const open = (flags: 'syn' | 'ack') =>
        question(client, '10.0.1.4', { protocol: 'tcp', flags });
      const tcp = { protocol: 'tcp', flags: 'syn-ack' } as const;
      expect(await rig.send(open('syn'))).toEqual(['eni-4']);
      expect(await rig.send(answer(address, tcp))).toEqual([client]);
      expect(await rig.send(open('ack'))).toEqual(['eni-4']);
    }
    const late = (address: string) => answer(address, { protocol: 'tcp', flags: 'ack' });
    await expect.poll(() => rig.send(late('10.0.1.5')), POLLED).toEqual([undefined]);
    expect(await rig.send(late('10.0.1.6'))).toEqual(['eni-6']);
  });

  it('may be changed and taken away while connections have them', async () => {
    for (const [n, timeouts] of [{ udp: 9 }, { udp: 8, tcpClosed: 7 }, {}].entries()) {
      await rig.apply({ ...world(timeouts), revision: n + 1 });
      expect(
        await rig.send(question('eni-5', '10.0.1.4'), question('eni-5', '2001:db8:1::4')),
      ).toEqual(['eni-4', 'eni-4']);
    }
  });
});
