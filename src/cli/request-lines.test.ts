import { expect, it } from 'vitest';
import { line } from './request-lines.ts';

const request = {
  requestId: '20261128154700ABCDEF0123456789',
  time: '2026-11-28T15:47:00+08:00',
  account: '2100000001',
  service: 'vpc',
  action: 'AttachNetworkInterface',
  status: 400,
  code: 'InvalidEni.InvalidStatus',
  ms: 1.234,
};

it('fits the terminal, and always has the whole id', () => {
  for (const width of [60, 80, 100, 120, 200]) {
    const text = line(request, width);
    expect(text).toContain(request.requestId);
    expect(text.length).toBeLessThanOrEqual(width);
  }
  expect(line(request, 80)).toBe(
    '15:47:00  400  20261128154700ABCDEF0123456789  vpc:AttachNetworkInterface  Inva…',
  );
});

it('has everything in a pipe', () => {
  expect(line(request, Number.POSITIVE_INFINITY)).toBe(
    '15:47:00  400  20261128154700ABCDEF0123456789  2100000001     1.2 ms  vpc:AttachNetworkInterface  InvalidEni.InvalidStatus',
  );
});
