import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

const HOST = '198.51.100.1';
const [EIP, OTHER, OF_NAT] = ['203.0.113.4', '203.0.113.5', '203.0.113.101'];

describe.skipIf(noNetns !== undefined)('what public addresses carry', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = new Rig();
    await rig.openInternet();
  });
  afterEach(() => rig.remove());

  const nics = [nicOf(4), nicOf(5), nicOf(6)];
  const eip = (address: string, privateAddress: string) => ({
    ...{ id: `eip-${address}`, address, privateAddress, bandwidth: 100 },
  });
  const world = (more: Partial<Network> = {}): Network => ({
    ...EMPTY,
    nics,
    publicAddresses: [eip(EIP, '10.0.1.4'), eip(OTHER, '10.0.1.5')],
    ...more,
  });
  const counted = async () =>
    Object.fromEntries(
      (await rig.router(EMPTY.id).publicCounters()).map(
        ({ id, receivedPackets, receivedBytes, sentPackets, sentBytes }) => {
          const sizes = [receivedBytes > 0, sentBytes > 0];
          expect(sizes).toEqual([receivedPackets > 0, sentPackets > 0]);
          return [id, [receivedPackets, sentPackets]];
        },
      ),
    );
  const udp = { protocol: 'udp' } as const;

  it('is counted for each, in and out, and for nothing that is dropped', async () => {
    await rig.apply(world());
    expect(await counted()).toEqual({ [`eip-${EIP}`]: [0, 0], [`eip-${OTHER}`]: [0, 0] });
    await rig.arrivals(
      { from: 'eni-4', to: HOST, ...udp },
      { from: 'eni-4', to: HOST, ...udp },
      { from: 'internet', to: EIP, ...udp },
      // It has no EIP, and the next is within the network.
      { from: 'eni-6', to: HOST, ...udp },
      { from: 'eni-4', to: '10.0.1.5', ...udp },
    );
    const after = await counted();
    expect(after[`eip-${OTHER}`]).toEqual([0, 0]);
    const [received = 0, sent = 0] = after[`eip-${EIP}`] ?? [];
    expect(received).toBeGreaterThanOrEqual(1);
    expect(sent).toBeGreaterThanOrEqual(2);
  });

  it('goes on being counted when rules are changed, repaired, or found by the next process', async () => {
    await rig.apply(world());
    await rig.arrivals({ from: 'eni-4', to: HOST, ...udp });
    const before = (await counted())[`eip-${EIP}`];
    expect(before?.[1]).toBeGreaterThanOrEqual(1);
    await rig.apply(world({ publicAddresses: [eip(EIP, '10.0.1.4')] }));
    expect(await counted()).toEqual({ [`eip-${EIP}`]: before });
    await rig.namespaceOf(EMPTY.id).nft('add rule inet tenon forward counter\n');
    await rig.router(EMPTY.id).repair();
    expect(await counted()).toEqual({ [`eip-${EIP}`]: before });
    await rig.restart(EMPTY.id);
    await rig.apply(world());
    expect((await counted())[`eip-${EIP}`]).toEqual(before);
  });

  it('begins at 0 when an EIP stands for another address', async () => {
    await rig.apply(world());
    await rig.arrivals({ from: 'eni-4', to: HOST, ...udp });
    await rig.apply(world({ publicAddresses: [eip(EIP, '10.0.1.6')] }));
    expect(await counted()).toEqual({ [`eip-${EIP}`]: [0, 0] });
  });

  it('is counted for the addresses of a NAT gateway', async () => {
    await rig.apply(
      world({
        publicAddresses: [],
        routeTables: [
          {
            id: 'table-1',
            routes: [{ blocks: ['0.0.0.0/0'], nextHop: { natGatewayId: 'ngw-1' } }],
          },
        ],
        natGateways: [
          {
            id: 'ngw-1',
            addresses: [{ id: 'eip-nat', address: OF_NAT, bandwidth: 100 }],
            sources: [{ id: 'snat-1', block: '10.0.1.0/24', addresses: [OF_NAT] }],
            mappings: [],
          },
        ],
      }),
    );
    await rig.arrivals({ from: 'eni-4', to: HOST, ...udp }, { from: 'eni-5', to: HOST, ...udp });
    const { 'eip-nat': [received = 0, sent = 0] = [] } = await counted();
    expect(sent).toBeGreaterThanOrEqual(2);
    await rig.arrivals({ from: 'internet', to: OF_NAT, ...udp });
    expect((await counted())['eip-nat']?.[0]).toBeGreaterThan(received);
  });
});
