import { expect, it } from 'vitest';
import { drawPacket } from './packet-drawing.ts';

const path = { sender: 'left', source: '10.0.1.10', to: '10.0.1.30', whose: 'right' };

it('draws a packet and its answer', () => {
  expect(drawPacket({ ...path, answered: true, ms: 0.084 }, true)).toBe(
    [
      '  left          10.0.1.10 ──── ping ────▶ 10.0.1.30       right',
      '                          ◀─── answer ─── 0.08 ms',
    ].join('\n'),
  );
});

it('draws a packet that is lost, and where it was dropped', () => {
  expect(drawPacket({ ...path, answered: false, dropped: 'by the ACL' }, false)).toBe(
    [
      '  left          10.0.1.10 ---- ping --x   10.0.1.30       right',
      '                          dropped by the ACL',
    ].join('\n'),
  );
  expect(drawPacket({ ...path, answered: false }, false)).toContain('nothing comes back');
});

it('fits into 80 columns with the longest addresses', () => {
  const longest = { sender: 'internet', source: '198.51.100.100', to: '255.255.255.255' };
  const lines = drawPacket({ ...path, ...longest, answered: true, ms: 123.456 }, true).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
