import '@xyflow/react/dist/base.css';
import {
  applyNodeChanges,
  getViewportForBounds,
  MiniMap,
  type NodeTypes,
  type OnNodeDrag,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Keeper } from '../../live/keeper.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import type { Drop } from './drop.ts';
import { type ItemNode, nodesOf } from './flow.ts';
import { Lines } from './Lines.tsx';
import { Lights } from './lights.ts';
import { type Folds, type Item, placeOf } from './model.ts';
import { moveFocus } from './moveFocus.ts';
import { NODES } from './nodes.tsx';
import { relatedTo } from './related.ts';
import { foldsToShow } from './reveal.ts';
import { areas, boundsOf, innermostAt, type Shown, shownOf } from './shown.ts';
import { type Stage, StageContext } from './stage.ts';
import { type LaidOut, useLayout } from './useLayout.ts';

/** What is asked of the map from outside of it. */
export interface MapHandle {
  /** Shows a resource: opens what it is in, and goes there. */
  reveal(id: string): void;
  fit(): void;
  zoom(by: number): void;
  laidOut(): LaidOut | undefined;
}

/** A network interface that is being dragged, and the instance beneath it. */
export interface Dragging {
  readonly nic: string;
  readonly instance: string | undefined;
  /** Whether it is on the right, so that there is room to say something on the left. */
  readonly left: boolean;
}

interface CanvasProps {
  readonly keeper: Keeper;
  readonly drop: Drop;
  readonly selected: string | undefined;
  readonly select: (id: string | undefined) => void;
  readonly drag: (dragging: Dragging | undefined) => void;
  readonly dropOn: (nic: string, instance: string) => void;
  readonly handle: RefObject<MapHandle | null>;
}

const MIN_ZOOM = 0.04;
const MAX_ZOOM = 2;
/** Below it, names cannot be read, and what is drawn is reduced. */
const FAR = 0.5;
const READABLE = 0.9;
const FARTHER = 0.36;
/** What the overview shows. */
const MINI: Readonly<Record<string, string>> = {
  vpc: 'var(--color-fill-2)',
  subnet: 'var(--color-fill-4)',
  instance: 'rgb(var(--arcoblue-5))',
  network_interface: 'rgb(var(--green-5))',
};
const PADDING = 0.05;
const PHONE = 720;
const DETAILS_WIDTH = 360;

const nodeTypes = NODES as unknown as NodeTypes;

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ keeper, drop, selected, select, drag, dropOn, handle }: CanvasProps) {
  const { t } = useTranslation('map');
  const { resources } = keeper;
  const wrapper = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<ItemNode>();
  const [nodes, setNodes] = useState<ItemNode[]>([]);
  const [lines, setLines] = useState<LaidOut>();
  const [folds, setFolds] = useState<Folds>({ open: new Map(), page: new Map() });
  const [lights] = useState(() => new Lights());
  const [selection] = useState(() => new Lights());
  const map = useRef<Shown>({ at: new Map(), parents: new Map(), laidOut: undefined });
  const drawn = useRef(nodes);
  drawn.current = nodes;
  const busy = useRef<{ waiting?: LaidOut } | undefined>(undefined);
  /** What is to stay where it is on the screen at the next layout. */
  const anchor = useRef<string>(undefined);
  /** What is pointed at, or was gone to. */
  const pointed = useRef<string>(undefined);
  /** Whether the map has been on the screen: React Flow must be ready, too. */
  const seen = useRef(false);
  /** Whether the user has chosen what is in sight. */
  const touched = useRef(false);
  const revealing = useRef<string>(undefined);

  const isDraggable = ({ kind, ref }: Item) =>
    kind === 'network_interface' && resources.get('network_interface', ref)?.DeviceId === '';

  function show(laidOut: LaidOut): void {
    if (busy.current !== undefined) {
      busy.current.waiting = laidOut;
      return;
    }
    const before = map.current;
    map.current = shownOf(laidOut);
    const kept = new Map(drawn.current.map((each) => [each.id, each]));
    // At once, so that nothing is seen where it was with the viewport where it is going to be.
    flushSync(() => {
      setNodes(nodesOf(laidOut.placed, kept, isDraggable));
      setLines(laidOut);
    });
    const grown = !touched.current && (outgrown() || areas(before) !== areas(map.current));
    if (!seen.current || grown) showAll();
    else hold(before, map.current);
    if (pointed.current !== undefined) light(pointed.current);
    const wanted = revealing.current;
    if (wanted !== undefined && goTo(wanted, laidOut.folds)) revealing.current = undefined;
  }

  const { error } = useLayout(keeper, folds, show);

  /** Lights what belongs to a thing; nothing for undefined. */
  function light(id: string | undefined): void {
    pointed.current = id;
    const { laidOut, parents } = map.current;
    lights.set(
      id === undefined ? new Set() : relatedTo(resources, laidOut?.links ?? [], parents, id),
    );
  }

  function size(): { width: number; height: number } {
    const { clientWidth = 0, clientHeight = 0 } = wrapper.current ?? {};
    return { width: clientWidth, height: clientHeight };
  }

  function showAll(): void {
    const { width, height } = size();
    const bounds = boundsOf(map.current);
    if (bounds === undefined || !flow.viewportInitialized) return;
    seen.current = true;
    void flow.setViewport(getViewportForBounds(bounds, width, height, MIN_ZOOM, 1, PADDING));
  }

  /** Whether the map has become larger than what is in sight, or small in it. */
  function outgrown(): boolean {
    const bounds = boundsOf(map.current);
    const { width, height } = size();
    if (bounds === undefined) return false;
    const { x, y, zoom } = flow.getViewport();
    const wanted = getViewportForBounds(bounds, width, height, MIN_ZOOM, 1, PADDING).zoom;
    const left = bounds.x * zoom + x;
    const top = bounds.y * zoom + y;
    const inSight =
      left >= 0 &&
      top >= 0 &&
      left + bounds.width * zoom <= width &&
      top + bounds.height * zoom <= height;
    return !inSight || wanted > zoom * 1.25;
  }

  /** Keeps where it is what the user acted on, or else what is in the middle. */
  function hold(before: Shown, now: Shown): void {
    const { x, y, zoom } = flow.getViewport();
    const { width, height } = size();
    const middle = { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
    const id = anchor.current ?? innermostAt(before, now, middle);
    anchor.current = undefined;
    const was = before.at.get(id ?? '')?.at;
    const is = now.at.get(id ?? '')?.at;
    if (was === undefined || is === undefined || (was.x === is.x && was.y === is.y)) return;
    void flow.setViewport({ x: x - (is.x - was.x) * zoom, y: y - (is.y - was.y) * zoom, zoom });
  }

  /** Goes to a resource if it is shown in the layout that is on the screen. */
  function goTo(id: string, open: Folds): boolean {
    const at = placeOf(resources, id)
      .map((each) => map.current.at.get(each))
      .find((each) => each !== undefined);
    if (at === undefined || foldsToShow(resources, map.current, id, open) !== undefined)
      return false;
    const { zoom } = flow.getViewport();
    const { width, height } = size();
    const { x, y } = at.at;
    // The details cover a part of the map: a column, or on a phone the lower half.
    const covered = width > PHONE ? { x: DETAILS_WIDTH, y: 0 } : { x: 0, y: height * 0.6 };
    const fits = Math.min(
      (width - covered.x) / (at.box.width + 80),
      (height - covered.y) / (at.box.height + 80),
    );
    const next = Math.min(Math.max(zoom, READABLE), Math.max(fits, MIN_ZOOM));
    const middle = {
      x: x + at.box.width / 2 + covered.x / 2 / next,
      y: y + at.box.height / 2 + covered.y / 2 / next,
    };
    void flow.setCenter(middle.x, middle.y, {
      zoom: next,
      duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250,
    });
    touched.current = true;
    light(id);
    return true;
  }

  const latest = useRef({ folds, goTo, showAll, light });
  latest.current = { folds, goTo, showAll, light };

  useEffect(() => {
    handle.current = {
      reveal(id) {
        const open = foldsToShow(resources, map.current, id, latest.current.folds);
        if (open !== undefined) {
          revealing.current = id;
          setFolds(open);
        } else if (map.current.laidOut?.folds !== latest.current.folds) {
          revealing.current = id;
        } else if (!latest.current.goTo(id, latest.current.folds)) revealing.current = id;
      },
      fit() {
        touched.current = false;
        latest.current.showAll();
      },
      zoom(by) {
        touched.current = true;
        void flow.zoomTo(flow.getZoom() * by);
      },
      laidOut: () => map.current.laidOut,
    };
    return () => {
      handle.current = null;
    };
  }, [handle, flow, resources]);

  const stage = useMemo(
    (): Stage => ({
      ...{ keeper, lights, selection, drop, select },
      fold: (id, open) => {
        anchor.current = id;
        touched.current = true;
        setFolds((before) => ({ ...before, open: new Map(before.open).set(id, open) }));
      },
      turnPage: (id, page) => {
        anchor.current = id;
        touched.current = true;
        setFolds((before) => ({ ...before, page: new Map(before.page).set(id, page) }));
      },
      point: (id) => {
        if (busy.current === undefined) latest.current.light(id);
      },
    }),
    [keeper, lights, selection, drop, select],
  );

  useEffect(
    () => selection.set(new Set(selected === undefined ? [] : [selected])),
    [selection, selected],
  );

  useEffect(() => {
    const show = () => wrapper.current?.classList.toggle('lighting', lights.any);
    return lights.watchAny(show);
  }, [lights]);

  const over = (event: unknown): string | undefined => {
    const { x, y } = flow.screenToFlowPosition(pointerOf(event));
    for (const { item, at, box } of map.current.at.values()) {
      if (item.kind !== 'instance') continue;
      if (x >= at.x && x <= at.x + box.width && y >= at.y && y <= at.y + box.height) return item.id;
    }
    return undefined;
  };

  const onStart: OnNodeDrag<ItemNode> = (_, node) => {
    busy.current = {};
    light(undefined);
    setNodes((all) => all.map((each) => (each.id === node.id ? { ...each, zIndex: 5000 } : each)));
    drag({ nic: node.id, instance: undefined, left: false });
  };
  const lastOver = useRef<string>(undefined);
  const onDrag: OnNodeDrag<ItemNode> = (event, node) => {
    const instance = over(event);
    if (instance === lastOver.current) return;
    lastOver.current = instance;
    const { left = 0, width = 0 } = wrapper.current?.getBoundingClientRect() ?? {};
    drag({ nic: node.id, instance, left: pointerOf(event).x > left + width / 2 });
  };
  const onStop: OnNodeDrag<ItemNode> = (event, node) => {
    const instance = over(event);
    const { waiting = map.current.laidOut } = busy.current ?? {};
    busy.current = undefined;
    lastOver.current = undefined;
    drag(undefined);
    // It stands where it is laid out, until it belongs elsewhere.
    if (waiting !== undefined) show(waiting);
    if (instance !== undefined) dropOn(node.id, instance);
  };

  if (error !== undefined) {
    return (
      <div role="alert">
        <p>{t('layoutFailed')}</p>
        <FailureAlert error={error} />
      </div>
    );
  }
  return (
    <StageContext value={stage}>
      <section
        ref={wrapper}
        className="canvas"
        aria-label={t('map')}
        aria-describedby="map-help"
        aria-busy={nodes.length === 0}
        onKeyDown={(event) => moveFocus(event, map.current.at, flow)}
      >
        <p id="map-help" className="unseen">
          {t('mapHelp')}
        </p>
        {nodes.length === 0 && <p className="map-note">{t('layingOut')}…</p>}
        <ReactFlow
          nodes={nodes}
          nodeTypes={nodeTypes}
          onNodesChange={(changes) => {
            const moves = changes.filter(({ type }) => type === 'position');
            if (moves.length > 0) setNodes((all) => applyNodeChanges(moves, all));
          }}
          onNodeDragStart={onStart}
          onNodeDrag={onDrag}
          onNodeDragStop={onStop}
          onInit={() => latest.current.showAll()}
          onMoveStart={(event) => {
            if (event !== null) touched.current = true;
            wrapper.current?.classList.add('on-the-move');
          }}
          onMoveEnd={() => wrapper.current?.classList.remove('on-the-move')}
          onPaneClick={() => {
            select(undefined);
            light(undefined);
          }}
          onlyRenderVisibleElements
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          deleteKeyCode={null}
          nodeDragThreshold={4}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          proOptions={{ hideAttribution: true }}
        >
          <Distance of={wrapper} />
          {lines && <Lines {...lines} />}
          <MiniMap
            pannable
            zoomable
            ariaLabel={t('minimap')}
            nodeColor={({ type = '' }) => MINI[type] ?? 'none'}
            nodeStrokeWidth={0}
            nodeBorderRadius={8}
          />
        </ReactFlow>
      </section>
    </StageContext>
  );
}

/** Marks the map while it is looked at from far, without drawing it anew. */
function Distance({ of }: { readonly of: RefObject<HTMLDivElement | null> }) {
  const far = useStore(({ transform }) => transform[2] < FAR);
  const farther = useStore(({ transform }) => transform[2] < FARTHER);
  useEffect(() => {
    of.current?.classList.toggle('far', far);
    of.current?.classList.toggle('farther', farther);
  }, [of, far, farther]);
  return null;
}

function pointerOf(event: unknown): { x: number; y: number } {
  const touches = event as Partial<TouchEvent>;
  const touch = touches.touches?.[0] ?? touches.changedTouches?.[0];
  const { clientX, clientY } = touch ?? (event as MouseEvent);
  return { x: clientX, y: clientY };
}
