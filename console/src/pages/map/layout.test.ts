import { createRequire } from 'node:module';
import type { ELK } from 'elkjs/lib/elk-api.js';
import { describe, expect, it } from 'vitest';
import { Fixture } from './fixture.ts';
import { MapLayout, type Placed } from './layout.ts';
import { buildMap } from './model.ts';

const NOTHING_CHOSEN = { open: new Map(), page: new Map() };
// The build for a page needs a worker.
const { default: Engine } = createRequire(import.meta.url)('elkjs') as { default: new () => ELK };

function world() {
  const fixture = new Fixture();
  fixture.vpc('v');
  for (const [at, zone] of ['a', 'b', 'b'].entries()) fixture.subnet(`s${at}`, 'v', zone);
  for (const subnet of ['s0', 's1', 's2']) fixture.instance(`i-${subnet}`, 'v', subnet);
  for (let n = 0; n < 5; n += 1) fixture.nic(`eni-${n}`, 'v', 's1');
  return fixture;
}

/** A layout, and how many areas the engine has been asked to arrange. */
function layout(fixture: Fixture) {
  const engine = new Engine();
  const asked: string[] = [];
  const counting = {
    layout: (graph: Parameters<ELK['layout']>[0]) => {
      asked.push(graph.id);
      return engine.layout(graph);
    },
  } as unknown as ELK;
  const map = new MapLayout(() => Promise.resolve(counting));
  const place = async () => {
    asked.length = 0;
    const { roots, links } = buildMap(fixture.resources, NOTHING_CHOSEN);
    return map.place(roots, links);
  };
  return { asked, place };
}

const within = (inner: Placed, outer: Placed): boolean =>
  inner.at.x >= outer.at.x &&
  inner.at.y >= outer.at.y &&
  inner.at.x + inner.box.width <= outer.at.x + outer.box.width &&
  inner.at.y + inner.box.height <= outer.at.y + outer.box.height;

const apart = (one: Placed, other: Placed): boolean =>
  one.at.x + one.box.width <= other.at.x ||
  other.at.x + other.box.width <= one.at.x ||
  one.at.y + one.box.height <= other.at.y ||
  other.at.y + other.box.height <= one.at.y;

describe('the layout of the map', () => {
  it('has everything within its area, and nothing over another', async () => {
    const placed = await layout(world()).place();
    const at = new Map(placed.map((each) => [each.item.id, each]));
    for (const each of placed) {
      const outer = at.get(each.parent ?? '');
      if (outer !== undefined) expect(within(each, outer), each.item.id).toBe(true);
      for (const other of placed) {
        if (other === each || other.parent !== each.parent) continue;
        expect(apart(each, other), `${each.item.id} ${other.item.id}`).toBe(true);
      }
    }
    // Zones in their order, from the top; route tables on the right of them.
    const [a, b, table] = ['v a', 'v b', 'vtb-v'].map((id) => at.get(id)?.at);
    expect(a?.y).toBeLessThan(b?.y ?? 0);
    expect(a?.x).toBe(b?.x);
    expect(table?.x).toBeGreaterThan(b?.x ?? 0);
  });

  it('arranges anew only what has changed, and leaves the rest where it is', async () => {
    const fixture = world();
    const { asked, place } = layout(fixture);
    const before = await place();
    expect(asked.toSorted()).toEqual(['root', 's0', 's1', 's2', 'v', 'v a', 'v b']);
    await place();
    expect(asked).toEqual([]);

    // The card has room for a second interface: nothing becomes larger.
    fixture.nic('eni-0', 'v', 's1', 'i-s0');
    const now = await place();
    expect(asked).toContain('s1');
    expect(asked).not.toContain('s0');
    expect(asked).not.toContain('s2');
    const placeOf = (all: readonly Placed[], id: string) =>
      all.find(({ item }) => item.id === id)?.at;
    for (const id of ['v', 'v a', 's0', 'i-s0', 'v b', 's1']) {
      expect(placeOf(now, id), id).toEqual(placeOf(before, id));
    }
  });
});
