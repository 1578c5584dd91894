import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Area, Item, Link } from './model.ts';

/** Where something stands within its area. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something with its place, before what stands in it. */
export interface Placed {
  readonly item: Item;
  readonly parent: string | undefined;
  readonly box: Box;
  /** From the corner of the map. */
  readonly at: { readonly x: number; readonly y: number };
}

interface Arranged {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
}

interface Kept {
  readonly key: string;
  readonly result: Promise<Arranged>;
}

const PAD = 12;
const ROOT: Omit<Area, 'children'> = { arrange: 'packed', aspect: 1.7, head: 0, gap: 32 };

/**
 * Lays the map out, each area by itself and the inner ones first. An area whose contents are as they
 * were keeps its layout, so that one that changes moves only what is around it when its size changes.
 */
export class MapLayout {
  readonly #engine: () => Promise<ELK>;
  #arranged = new Map<string, Kept>();

  /** @param engine gives the layout engine, which is loaded when it is first needed */
  constructor(engine: () => Promise<ELK>) {
    this.#engine = engine;
  }

  async place(roots: readonly Item[], links: readonly Link[]): Promise<Placed[]> {
    const used = new Map<string, Kept>();
    const arrangedOf = new Map<string, Arranged>();
    const rooms = roomsOf(roots);

    const arrange = async (id: string, area: Area, least: Item | undefined): Promise<Arranged> => {
      const sizes = await Promise.all(
        area.children.map(async (child) => {
          if (child.area === undefined) return { child, ...child };
          const { width, height } = await arrange(child.id, child.area, child);
          return { child, width, height };
        }),
      );
      const ports = area.arrange === 'columns' ? portsOf(id, links, rooms, arrangedOf) : [];
      const key = JSON.stringify([
        ...[area.arrange, area.head, least?.width, least?.height, ports],
        sizes.map(({ child, width, height }) => [child.id, width, height]),
      ]);
      const before = this.#arranged.get(id);
      const kept =
        before?.key === key
          ? before
          : { key, result: this.#arrange(id, area, sizes, ports, least) };
      used.set(id, kept);
      const result = await kept.result;
      arrangedOf.set(id, result);
      return result;
    };

    await arrange('', { ...ROOT, children: roots }, undefined);
    this.#arranged = used;
    const placed: Placed[] = [];
    const collect = (id: string, items: readonly Item[], at: { x: number; y: number }) => {
      for (const item of items) {
        const box = arrangedOf.get(id)?.boxes.get(item.id);
        if (box === undefined) continue;
        const here = { x: at.x + box.x, y: at.y + box.y };
        placed.push({ item, parent: id === '' ? undefined : id, box, at: here });
        if (item.area !== undefined) collect(item.id, item.area.children, here);
      }
    };
    collect('', roots, { x: 0, y: 0 });
    return placed;
  }

  async #arrange(
    id: string,
    area: Area,
    sizes: readonly Sized[],
    ports: readonly Port[],
    least: Item | undefined,
  ): Promise<Arranged> {
    const { width: leastWidth = 0, height: leastHeight = 0 } = least ?? {};
    if (sizes.length === 0) return { width: leastWidth, height: leastHeight, boxes: new Map() };
    const elk = await this.#engine();
    const graph =
      area.arrange === 'packed' ? packed(id, area, sizes) : columns(id, area, sizes, ports);
    const { width = 0, height = 0, children = [] } = await elk.layout(graph);
    return {
      width: Math.ceil(Math.max(width, leastWidth)),
      height: Math.ceil(Math.max(height, leastHeight)),
      boxes: new Map(children.map((child) => [child.id, boxOf(child)])),
    };
  }
}

interface Sized {
  readonly child: Item;
  readonly width: number;
  readonly height: number;
}

/** Where a line to another column leaves or enters a child of an area in columns. */
interface Port {
  readonly id: string;
  readonly from: string;
  readonly fromY: number;
  readonly to: string;
  readonly toY: number;
}

const boxOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Box => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
});

const paddingOf = (head: number): string =>
  `[top=${head + (head > 0 ? 0 : PAD)},left=${PAD},bottom=${PAD},right=${PAD}]`;

function packed(id: string, { head, aspect, gap }: Area, sizes: readonly Sized[]): ElkNode {
  return {
    id: id || 'root',
    layoutOptions: {
      'elk.algorithm': 'rectpacking',
      'elk.aspectRatio': String(aspect),
      'elk.padding': paddingOf(head),
      'elk.spacing.nodeNode': String(gap),
    },
    children: sizes.map(({ child, width, height }) => ({ id: child.id, width, height })),
  };
}

const COLUMN_OF: Partial<Record<Item['kind'], number>> = {
  ipv6_gateway: 0,
  eip: 0,
  eips: 0,
  route_table: 2,
};

function columns(
  id: string,
  { head, gap }: Area,
  sizes: readonly Sized[],
  ports: readonly Port[],
): ElkNode {
  const portOf = (
    owner: string,
    side: 'EAST' | 'WEST',
    port: string,
    y: number,
    width: number,
  ) => ({
    id: `${port} ${side} ${owner}`,
    ...{ x: side === 'EAST' ? width : 0, y, width: 0, height: 0 },
    layoutOptions: { 'elk.port.side': side },
  });
  return {
    id,
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.padding': paddingOf(head),
      'elk.spacing.nodeNode': String(gap),
      'elk.layered.spacing.nodeNodeBetweenLayers': '72',
      'elk.separateConnectedComponents': 'false',
      'elk.partitioning.activate': 'true',
      // In the order in which they are given, so that nothing changes places.
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    },
    children: sizes.map(({ child, width, height }) => ({
      ...{ id: child.id, width, height },
      layoutOptions: {
        'elk.alignment': 'LEFT',
        'elk.partitioning.partition': String(COLUMN_OF[child.kind] ?? 1),
        'elk.portConstraints': child.area === undefined ? 'FREE' : 'FIXED_POS',
      },
      ports: ports.flatMap((port) => [
        ...(port.from === child.id ? [portOf(child.id, 'EAST', port.id, port.fromY, width)] : []),
        ...(port.to === child.id ? [portOf(child.id, 'WEST', port.id, port.toY, width)] : []),
      ]),
    })),
    edges: ports.map(({ id: port, from, to }) => ({
      id: port,
      sources: [`${port} EAST ${from}`],
      targets: [`${port} WEST ${to}`],
    })),
  };
}

/** The area in which each item stands. */
function roomsOf(roots: readonly Item[]): Map<string, { parent: string; item: Item }> {
  const rooms = new Map<string, { parent: string; item: Item }>();
  const visit = (items: readonly Item[], parent: string) => {
    for (const item of items) {
      rooms.set(item.id, { parent, item });
      if (item.area !== undefined) visit(item.area.children, item.id);
    }
  };
  visit(roots, '');
  return rooms;
}

/** The lines between the columns of an area, by its children, with the heights at which they end. */
function portsOf(
  area: string,
  links: readonly Link[],
  rooms: ReadonlyMap<string, { parent: string; item: Item }>,
  arranged: ReadonlyMap<string, Arranged>,
): Port[] {
  const end = (id: string): { child: string; y: number } | undefined => {
    const first = rooms.get(id);
    if (first === undefined) return undefined;
    let y = (arranged.get(first.parent)?.boxes.get(id)?.height ?? first.item.height) / 2;
    for (let at = id, room = first; ; ) {
      if (room.parent === area) return { child: at, y };
      y += arranged.get(room.parent)?.boxes.get(at)?.y ?? 0;
      at = room.parent;
      const next = rooms.get(at);
      if (next === undefined) return undefined;
      room = next;
    }
  };
  return links.flatMap((link) => {
    const from = end(link.from);
    const to = end(link.to);
    if (from === undefined || to === undefined || from.child === to.child) return [];
    const forward = column(rooms, from.child) < column(rooms, to.child);
    if (!forward) return [];
    return [{ id: link.id, from: from.child, fromY: from.y, to: to.child, toY: to.y }];
  });
}

const column = (rooms: ReadonlyMap<string, { item: Item }>, id: string): number => {
  const kind = rooms.get(id)?.item.kind;
  return kind === undefined ? 1 : (COLUMN_OF[kind] ?? 1);
};
