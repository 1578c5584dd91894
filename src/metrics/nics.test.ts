import { expect, it } from 'vitest';
import { type NicReading, NicTotals } from './nics.ts';

const nic = (nicId: string, packets: number, drops = 0): NicReading => ({
  nicId,
  receivedBytes: packets * 100,
  receivedPackets: packets,
  sentBytes: packets * 50,
  sentPackets: packets,
  dropped: { 'no-route': drops },
});

it('adds what grew, keeps what has gone, and begins anew with a NIC that was plugged again', () => {
  const totals = new NicTotals();
  totals.add([nic('eni-1', 3, 1), nic('eni-2', 4)]);
  expect(totals.counts).toEqual({
    receivedBytes: 700,
    receivedPackets: 7,
    sentBytes: 350,
    sentPackets: 7,
  });
  totals.add([nic('eni-1', 5, 2)]);
  expect([totals.counts.sentPackets, totals.dropped.get('no-route')]).toEqual([9, 2]);
  totals.add([nic('eni-1', 1, 1), nic('eni-2', 2)]);
  expect([totals.counts.sentPackets, totals.dropped.get('no-route')]).toEqual([12, 3]);
  expect(totals.dropped.get('bandwidth')).toBe(0);
});
