import { useEffect, useRef, useState } from 'react';
import type { Keeper } from '../../live/keeper.ts';
import { loadEngine } from './engine.ts';
import { MapLayout, type Placed } from './layout.ts';
import { buildMap, type Folds, type Link } from './model.ts';

/** The map as it is laid out. */
export interface LaidOut {
  readonly placed: readonly Placed[];
  readonly links: readonly Link[];
  /** What is open in it. */
  readonly folds: Folds;
}

/**
 * Lays the map out anew whenever something stands elsewhere or another area is open. One layout is
 * under way at a time, and the next takes all that has changed meanwhile.
 * @param show takes each layout
 */
export function useLayout(
  keeper: Keeper,
  folds: Folds,
  show: (laidOut: LaidOut) => void,
): { readonly error: unknown } {
  const [error, setError] = useState<unknown>();
  const latest = useRef({ keeper, folds, show });
  latest.current = { keeper, folds, show };
  const again = useRef<() => void>(() => {});

  useEffect(() => {
    const layout = new MapLayout(loadEngine);
    let frame = 0;
    let busy = false;
    let wanted = false;
    let over = false;
    const run = async () => {
      frame = 0;
      if (busy) {
        wanted = true;
        return;
      }
      busy = true;
      try {
        const { folds: open } = latest.current;
        const { roots, links } = buildMap(keeper.resources, open);
        const placed = await layout.place(roots, links);
        if (!over) latest.current.show({ placed, links, folds: open });
      } catch (failed) {
        if (!over) setError(failed);
      }
      busy = false;
      if (wanted && !over) {
        wanted = false;
        void run();
      }
    };
    again.current = () => {
      if (frame === 0) frame = requestAnimationFrame(() => void run());
    };
    const unwatch = keeper.watch('places', again.current);
    return () => {
      over = true;
      unwatch();
      cancelAnimationFrame(frame);
    };
  }, [keeper]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs again when other areas are open
  useEffect(() => again.current(), [keeper, folds]);
  return { error };
}
