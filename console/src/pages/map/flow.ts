import type { Node } from '@xyflow/react';
import type { Placed } from './layout.ts';
import type { Item } from './model.ts';

export type ItemNode = Node<{ readonly item: Item }>;

/** What is placed, as React Flow draws it; what stands as before stays the same object. */
export function nodesOf(
  placed: readonly Placed[],
  before: ReadonlyMap<string, ItemNode>,
  isDraggable: (item: Item) => boolean,
): ItemNode[] {
  return placed.map(({ item, parent, box }) => {
    const draggable = isDraggable(item);
    const old = before.get(item.id);
    // What a thing shows of its item is the same object as long as it is the same.
    const data = old !== undefined && showsTheSame(old.data.item, item) ? old.data : { item };
    const stays =
      old !== undefined &&
      old.data === data &&
      old.parentId === parent &&
      old.draggable === draggable &&
      old.position.x === box.x &&
      old.position.y === box.y &&
      old.width === box.width &&
      old.height === box.height;
    return stays ? old : nodeOf(data, parent, box, draggable);
  });
}

const showsTheSame = (before: Item, now: Item): boolean =>
  before.kind === now.kind &&
  before.folded === now.folded &&
  JSON.stringify(before.pages) === JSON.stringify(now.pages) &&
  (before.area?.children.length === 0) === (now.area?.children.length === 0);

function nodeOf(
  data: ItemNode['data'],
  parentId: string | undefined,
  { x, y, width, height }: Placed['box'],
  draggable: boolean,
): ItemNode {
  return {
    id: data.item.id,
    type: data.item.kind,
    ...(parentId !== undefined && { parentId }),
    position: { x, y },
    ...{ width, height, measured: { width, height }, draggable },
    // It has none; said beforehand, so that it need not be drawn once to be measured.
    handles: [],
    data,
  };
}
