import type { ReactFlowInstance } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import type { ItemNode } from './flow.ts';
import type { Placed } from './layout.ts';

const STEPS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** An arrow key goes to the nearest thing on that side, and moves the map when it is not in sight. */
export function moveFocus(
  event: KeyboardEvent<HTMLElement>,
  at: ReadonlyMap<string, Placed>,
  flow: ReactFlowInstance<ItemNode>,
): void {
  const step = STEPS[event.key];
  const here = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset.id;
  const from = here === undefined ? undefined : at.get(here);
  if (step === undefined || from === undefined) return;
  event.preventDefault();
  let next: Placed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of at.values()) {
    if (each === from || each.item.kind === 'zone' || each.item.kind === 'outside') continue;
    // Tops and left sides, so that an area is reached before what stands in it.
    const dx = each.at.x - from.at.x;
    const dy = each.at.y - from.at.y;
    const along = dx * step.x + dy * step.y;
    const aside = Math.abs(dx * step.y) + Math.abs(dy * step.x);
    if (along <= 4) continue;
    const distance = along + aside * 3;
    if (distance < least) {
      least = distance;
      next = each;
    }
  }
  if (next === undefined) return;
  bring(next, event.currentTarget, flow);
}

function bring(
  { item, at, box }: Placed,
  map: HTMLElement,
  flow: ReactFlowInstance<ItemNode>,
): void {
  const { x, y, zoom } = flow.getViewport();
  const left = at.x * zoom + x;
  const top = at.y * zoom + y;
  const inside =
    left >= 0 && top >= 0 && left + 80 <= map.clientWidth && top + 40 <= map.clientHeight;
  const focus = () => {
    const node = map.querySelector(`.react-flow__node[data-id="${CSS.escape(item.id)}"]`);
    (node?.querySelector('[data-thing], button') as HTMLElement | null)?.focus({
      preventScroll: true,
    });
  };
  if (inside) {
    focus();
    return;
  }
  void flow
    .setCenter(at.x + Math.min(box.width, 300) / 2, at.y + Math.min(box.height, 200) / 2, { zoom })
    // What comes into sight is drawn in the next frame.
    .then(() => requestAnimationFrame(() => requestAnimationFrame(focus)));
}
