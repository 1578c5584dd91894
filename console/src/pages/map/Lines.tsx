import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { useLive } from '../../live/live.ts';
import { useLit } from './lights.ts';
import { lookOf } from './looks.ts';
import type { Link } from './model.ts';
import { pathOf } from './path.ts';
import { useStage } from './stage.ts';
import type { LaidOut } from './useLayout.ts';

/**
 * The lines between things. React Flow would draw them as its edges, for which it measures every thing
 * that comes into sight; the layout says where they end.
 */
export const Lines = memo(function Lines({ placed, links }: LaidOut) {
  const at = new Map(placed.map((each) => [each.item.id, each]));
  return (
    <ViewportPortal>
      {['between', 'within'].map((where) => (
        <svg key={where} className={`lines lines-${where}`} aria-hidden="true" width="1" height="1">
          {links.map((link) => {
            const between = link.kind === 'route' || link.kind === 'gateway';
            if (between !== (where === 'between')) return null;
            const path = pathOf(link, at);
            return path === undefined ? null : <Line key={link.id} link={link} path={path} />;
          })}
        </svg>
      ))}
    </ViewportPortal>
  );
});

/** A line; that of an interface shows its status. */
const Line = memo(function Line({ link, path }: { readonly link: Link; readonly path: string }) {
  const { keeper, lights } = useStage();
  const lit = useLit(lights, link.id);
  const status = useLive(keeper, 'network_interface', link.nic ?? '')?.Status ?? '';
  const moving = lookOf(status) === 'moving' ? ' moving' : '';
  return <path className={`link link-${link.kind}${moving}${lit ? ' lit' : ''}`} d={path} />;
});
