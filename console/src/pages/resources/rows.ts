import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TenonEvent } from '../../api/events.ts';
import type { Kind } from '../../api/kinds.ts';
import { type Filters, PAGE_SIZE, pagingOf, readByIds, readRows } from '../../api/list.ts';
import { useCall, useEvents, useSession } from '../../app/session.tsx';
import { PagedRows } from './paged-rows.ts';

/** Changes come in bursts: what is read again because of them is read once for all of a moment. */
const MOMENT_MS = 120;

/** The rows of a kind that fit the filters, kept up to date by events. */
export function useRows(kind: Kind, filters: Filters): PagedRows {
  const call = useCall();
  const { scope } = useSession();
  const rows = useMemo(() => {
    const paging = pagingOf(kind);
    return new PagedRows({
      pageSize: PAGE_SIZE,
      paging: paging === 'numbered' || paging === 'offset' ? 'number' : paging,
      load: (place, signal) => readRows(call, kind, filters, place, signal),
    });
  }, [call, kind, filters]);
  useEffect(() => () => rows.stop(), [rows]);
  useSyncExternalStore(rows.watch, rows.version);

  const pending = useMemo(
    () => ({
      rows,
      changed: new Set<string>(),
      all: false,
      timer: undefined as number | undefined,
    }),
    [rows],
  );
  const catchUp = useCallback(async () => {
    pending.timer = undefined;
    const { changed, all } = pending;
    pending.changed = new Set();
    pending.all = false;
    // A changed row may no longer fit the filters, or come to fit them.
    const byId = !all && kind.list.ids !== null && Object.keys(filters).length === 0;
    if (!byId) return rows.refresh();
    const held = rows.holding(kind.id, changed);
    if (held.length > 0) rows.replace(kind.id, await readByIds(call, kind, held).catch(() => []));
  }, [pending, rows, kind, filters, call]);

  useEvents(
    useCallback(
      (event: TenonEvent) => {
        if (event.event === 'missed' || event.event === 'reset') pending.all = true;
        else if (event.event === 'made' || event.event === 'changed' || event.event === 'gone') {
          const { type, account, region, id } = event;
          if (type !== kind.type || account !== scope.accountId || region !== scope.region) return;
          if (event.event === 'changed') pending.changed.add(id);
          else pending.all = true;
        } else return;
        pending.timer ??= window.setTimeout(() => void catchUp(), MOMENT_MS);
      },
      [pending, kind, scope, catchUp],
    ),
  );
  return rows;
}
