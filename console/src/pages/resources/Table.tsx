import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Kind } from '../../api/kinds.ts';
import type { Row } from '../../api/list.ts';
import { readable, readablePlural } from '../../parts/labels.ts';
import { hrefOf } from '../../parts/ResourceLink.tsx';
import { Cell } from './Cell.tsx';
import type { Column } from './columns.ts';
import type { PagedRows } from './paged-rows.ts';

const ROW_HEIGHT = 40;

/** Keys that move from row to row, and how far. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
};

/**
 * The rows of a list: those in view are there and no others. It is a table in name and to screen
 * readers, which learn from it how many rows there are in all.
 */
export function Table({
  kind,
  columns,
  rows,
  selected,
}: {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly rows: PagedRows;
  readonly selected: string | undefined;
}) {
  const { t, i18n } = useTranslation('resources');
  const [, navigate] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 0;
  useEffect(() => rows.show(from, to), [rows, from, to]);

  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + column.width, 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest('tr[data-index]');
    const step = STEPS[event.key];
    if (step === undefined || !(row instanceof HTMLElement)) return;
    event.preventDefault();
    const index = Math.min(Math.max(Number(row.dataset.index) + step, 0), rows.length - 1);
    const focus = () => {
      const link = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"] a`);
      link?.focus();
      return link != null;
    };
    virtual.scrollToIndex(index);
    // One that is not there yet is, once the table has been drawn again.
    if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
  };

  const onClick = ({ target }: MouseEvent) => {
    const place = (target as HTMLElement).closest('tr[data-index]');
    const isControl = (target as HTMLElement).closest('a, button') !== null;
    if (!(place instanceof HTMLElement) || isControl || getSelection()?.isCollapsed === false)
      return;
    const row = rows.at(Number(place.dataset.index));
    if (row !== undefined) navigate(hrefOf(kind.type, String(row[kind.id])));
  };

  return (
    <section
      ref={scroller}
      className="rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      aria-label={t('rows')}
      onKeyDown={onKeyDown}
    >
      <table
        aria-label={readablePlural(kind.type, i18n.language)}
        aria-rowcount={rows.total === undefined ? -1 : rows.total + 1}
        style={{ minWidth: width }}
      >
        <colgroup>
          {columns.map(({ field, width: own }) => (
            <col key={field} style={{ width: own }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ field }) => (
              <th key={field} scope="col" title={field}>
                {readable(field, i18n.language)}
              </th>
            ))}
          </tr>
        </thead>
        {/* The link in each row does the same by keyboard. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <tbody onClick={onClick}>
          {before > 0 && <Space height={before} />}
          {shown.map(({ index }) => (
            <TableRow
              key={index}
              index={index}
              row={rows.at(index)}
              {...{ kind, columns }}
              selected={selected !== undefined && rows.at(index)?.[kind.id] === selected}
            />
          ))}
          {after > 0 && <Space height={after} />}
        </tbody>
      </table>
    </section>
  );
}

/** The room of rows that are not there. */
const Space = ({ height }: { readonly height: number }) => (
  <tr aria-hidden className="rows-space">
    <td style={{ height }} />
  </tr>
);

/** A row is drawn again only when it has changed: scrolling draws those alone that come into view. */
const TableRow = memo(function TableRow({
  index,
  row,
  kind,
  columns,
  selected,
}: {
  readonly index: number;
  readonly row: Row | undefined;
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly selected: boolean;
}) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={selected ? 'true' : undefined}
      aria-busy={row === undefined || undefined}
      data-index={index}
    >
      {columns.map((column) => (
        <td key={column.field}>
          {row === undefined ? (
            <span className="row-coming" />
          ) : (
            <Cell {...{ kind, column, row }} />
          )}
        </td>
      ))}
    </tr>
  );
});
