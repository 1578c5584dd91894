import { describe, expect, it } from 'vitest';
import { drawMap, type Palette } from './export.ts';
import { Fixture } from './fixture.ts';
import type { Placed } from './layout.ts';

const palette = {
  ...{ ground: '#fff', area: '#eee', card: '#fff', line: '#ccc', text: '#000', quiet: '#999' },
  looks: { free: '#0a0', used: '#00f', moving: '#fa0', off: '#999', bad: '#f00' },
} satisfies Palette;

describe('the map as a picture', () => {
  it('writes names as texts, whatever is in them', () => {
    const world = new Fixture();
    world.nic('eni-1', 'v', 's');
    world.put('network_interface', {
      ...world.resources.get('network_interface', 'eni-1'),
      NetworkInterfaceName: '<a>&"\'',
      Status: '<script>',
    });
    const item = { id: 'eni-1', kind: 'network_interface', ref: 'eni-1', width: 132, height: 40 };
    const placed = { item, parent: undefined, box: { x: 0, y: 0, width: 132, height: 40 } };
    const laidOut = { placed: [{ ...placed, at: { x: 0, y: 0 } } as Placed], links: [] };
    const folds = { open: new Map(), page: new Map() };
    const { svg } = drawMap(world.resources, { ...laidOut, folds }, palette);
    expect(svg).toContain('&#60;a&#62;&#38;&#34;&#39;');
    expect(svg).not.toMatch(/<(a|script)>/);
  });
});
