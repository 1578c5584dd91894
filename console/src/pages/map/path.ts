import type { Placed } from './layout.ts';
import type { Link } from './model.ts';

/** The least that a line goes straight on before it bends. */
const LEAST_BEND = 24;

/** A curve from one thing to another; undefined when one of them is not there. */
export function pathOf(link: Link, at: ReadonlyMap<string, Placed>): string | undefined {
  const from = at.get(link.from);
  const to = at.get(link.to);
  if (from === undefined || to === undefined) return undefined;
  const within = link.kind === 'interface' || link.kind === 'member';
  const below = from.at.y + from.box.height <= to.at.y;
  const above = to.at.y + to.box.height <= from.at.y;
  // Within the zones they end on the sides that face each other.
  if (within && (below || above)) {
    const x1 = from.at.x + from.box.width / 2;
    const y1 = from.at.y + (below ? from.box.height : 0);
    const x2 = to.at.x + to.box.width / 2;
    const y2 = to.at.y + (below ? 0 : to.box.height);
    const bend = Math.max(LEAST_BEND, Math.abs(y2 - y1) / 2) * (below ? 1 : -1);
    return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  }
  const back = within && to.at.x < from.at.x;
  const x1 = from.at.x + (back ? 0 : from.box.width);
  const y1 = from.at.y + from.box.height / 2;
  const x2 = to.at.x + (back ? to.box.width : 0);
  const y2 = to.at.y + to.box.height / 2;
  const bend = Math.max(LEAST_BEND, Math.abs(x2 - x1) / 2) * (back ? -1 : 1);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
