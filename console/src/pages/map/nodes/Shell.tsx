import type { ReactNode } from 'react';
import { useLit } from '../lights.ts';
import type { Item } from '../model.ts';
import { useStage } from '../stage.ts';

/** What everything on the map is drawn from. */
export interface Given {
  readonly item: Item;
}

/** What surrounds each: pointing at it lights what belongs to it. */
export function Shell({
  item,
  className,
  children,
}: {
  readonly item: Item;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const { lights } = useStage();
  const lit = useLit(lights, item.id);
  return <div className={`item item-${className}${lit ? ' lit' : ''}`}>{children}</div>;
}

/** The handlers of a thing that lights what belongs to it, and opens its details. */
export function useThing(id: string) {
  const { point, select, selection } = useStage();
  const selected = useLit(selection, id);
  return {
    'data-thing': id,
    ...(selected && { 'aria-current': true as const }),
    onPointerEnter: () => point(id),
    onPointerLeave: () => point(undefined),
    onFocus: () => point(id),
    onBlur: () => point(undefined),
    onClick: () => select(id),
  };
}
