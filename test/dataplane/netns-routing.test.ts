import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

describe.skipIf(noNetns !== undefined)('routing in a network', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  const two: Network = { ...EMPTY, nics: [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2' })] };

  it('leads to each NIC by its addresses, within a subnet and beyond', async () => {
    await rig.apply(two);
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', to: '10.0.2.6' },
        { from: 'eni-4', to: '2001:db8:1::5' },
        { from: 'eni-6', to: '2001:db8:1::4' },
        { from: 'eni-4', to: '10.0.1.7' },
        { from: 'eni-4', to: '8.8.8.8' },
        { from: 'eni-4', to: '2001:db8:1::7' },
        { from: 'eni-4', to: '10.0.1.1' },
        { from: 'eni-4', to: '10.0.2.1' },
        { from: 'eni-4', to: '10.0.2.1', protocol: 'tcp' },
      ),
    ).toEqual([
      'eni-5',
      'eni-6',
      'eni-5',
      'eni-4',
      undefined,
      undefined,
      undefined,
      'eni-4',
      'eni-4',
      undefined,
    ]);
  });
});
