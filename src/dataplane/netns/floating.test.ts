import { describe, expect, it } from 'vitest';
import { FloatingHolders, readAnnouncement } from './floating.ts';
import { deviceOf } from './names.ts';

const ADDRESS = '10.0.1.100';
const all = [{ id: 'havip-1', address: ADDRESS, subnetId: 'subnet-1', nicIds: ['eni-1', 'eni-2'] }];
const links = (...ids: string[]) =>
  new Map(ids.map((nicId) => [nicId, { nicId, device: deviceOf(nicId), mac: '', up: true }]));
const by = (nicId: string, address = ADDRESS) => ({ device: deviceOf(nicId), address });

describe('announcements', () => {
  it('are read from what the kernel tells of new neighbours', () => {
    const line = `${ADDRESS} dev tn0123 lladdr 02:00:00:00:00:01 STALE`;
    expect(readAnnouncement(line)).toEqual({ device: 'tn0123', address: ADDRESS });
    expect(readAnnouncement(`${line.replace('STALE', 'REACHABLE')} `)).toBeDefined();
    for (const other of [
      `Deleted ${line}`,
      line.replace('STALE', 'PERMANENT'),
      `${ADDRESS} dev tn0123 FAILED`,
      '',
    ]) {
      expect(readAnnouncement(other), other).toBeUndefined();
    }
  });
});

describe('who has a floating address', () => {
  it('is the first that is there, and then whoever announces it', () => {
    const told: string[] = [];
    const holders = new FloatingHolders((_, nicId) => told.push(nicId));
    expect(holders.choose(all, links('eni-1', 'eni-2')).get('havip-1')).toBe('eni-1');
    expect(holders.announced(all, by('eni-2'))).toBe(true);
    expect(holders.choose(all, links('eni-1', 'eni-2')).get('havip-1')).toBe('eni-2');
    expect(holders.choose(all, links('eni-1')).get('havip-1')).toBe('eni-1');
    expect(holders.choose(all, links()).get('havip-1')).toBeUndefined();
    expect(holders.choose(all, links('eni-2')).get('havip-1')).toBe('eni-2');
    expect(told).toEqual(['eni-1', 'eni-2', 'eni-1', 'eni-2']);
  });

  it('is nobody who is no member', () => {
    const holders = new FloatingHolders(() => {});
    expect(holders.announced(all, by('eni-3'))).toBe(false);
    expect(holders.announced(all, by('eni-1', '10.0.1.101'))).toBe(false);
    expect(holders.announced([], by('eni-1'))).toBe(false);
  });

  it('is recalled from the kernel: the route first, then what was announced since', () => {
    const entries = new Map([[`route main ${ADDRESS}/32`, `dev ${deviceOf('eni-2')}`]]);
    const present = { entries, up: new Set<string>(), devices: new Set<string>() };
    const both = links('eni-1', 'eni-2');
    const first = new FloatingHolders(() => {});
    first.recall(all, { ...present, announced: [] });
    expect(first.choose(all, both).get('havip-1')).toBe('eni-2');
    const second = new FloatingHolders(() => {});
    second.recall(all, { ...present, announced: [by('eni-1')] });
    expect(second.choose(all, both).get('havip-1')).toBe('eni-1');
  });
});
