import { Button, Empty, Spin } from '@arco-design/web-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { TenonEvent } from '../../api/events.ts';
import { useEvents, useSession } from '../../app/session.tsx';
import { CopyButton } from '../../parts/CopyText.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Filters } from './Filters.tsx';
import { Feed, type Filter, type Row } from './feed.ts';
import { readPage } from './requests.ts';

const ROW = 36;
/** The next page is read when so many rows are left below. */
const AHEAD = 40;
const NO_FILTER: Filter = { account: '', action: '', code: '', refused: false };

/** The requests that a filter takes, each new one on top. */
export function RequestList(props: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  /** The one that is shown beside the list; '' for none. */
  readonly opened: string;
}) {
  const { filter, onFilter, opened } = props;
  const feed = useFeed(filter);
  const state = useSyncExternalStore(feed.watch, feed.state);
  return (
    <section className="requests-list">
      <Filters
        filter={filter}
        onFilter={onFilter}
        state={state}
        onPause={(paused) => feed.pause(paused)}
      />
      {state.failure !== undefined && (
        <div className="requests-failure">
          <FailureAlert error={state.failure} />
        </div>
      )}
      {state.rows.length === 0 && !state.loading && state.failure === undefined ? (
        <Nothing
          filtered={Object.values(filter).some(Boolean)}
          onClear={() => onFilter(NO_FILTER)}
        />
      ) : (
        <Rows
          key={JSON.stringify(filter)}
          feed={feed}
          rows={state.rows}
          loading={state.loading}
          opened={opened}
        />
      )}
    </section>
  );
}

/** A feed of its own for each filter. */
function useFeed(filter: Filter): Feed {
  const { account, action, code, refused } = filter;
  const feed = useMemo(
    () => new Feed({ account, action, code, refused }, readPage),
    [account, action, code, refused],
  );
  const come = useRef<Row[]>([]);
  const frame = useRef(0);
  useEffect(() => {
    void feed.load();
    return () => cancelAnimationFrame(frame.current);
  }, [feed]);
  useEvents(
    useCallback(
      (event: TenonEvent) => {
        if (event.event === 'missed') void feed.load();
        if (event.event === 'reset' && event.account === null) feed.clear();
        if (event.event !== 'answered') return;
        come.current.push(event);
        if (come.current.length > 1) return;
        // Requests by the thousand come in far fewer frames.
        frame.current = requestAnimationFrame(() => feed.came(come.current.splice(0)));
      },
      [feed],
    ),
  );
  return feed;
}

function Nothing(props: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation('requests');
  if (props.filtered) {
    return (
      <Empty
        className="requests-none"
        description={
          <>
            <p>{t('noMatch')}</p>
            <Button onClick={props.onClear}>{t('clearFilters')}</Button>
          </>
        }
      />
    );
  }
  return (
    <Empty
      className="requests-none"
      description={
        <>
          <p>{t('none')}</p>
          <p>{t('noneHint')}</p>
          <Link href="/start">{t('toStart')}</Link>
        </>
      }
    />
  );
}

function Rows(props: {
  readonly feed: Feed;
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly opened: string;
}) {
  const { t } = useTranslation('requests');
  const { feed, rows, loading, opened } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: (index) => rows[index]?.requestId ?? index,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - AHEAD) void feed.more();
  }, [feed, last, rows.length]);
  const [newer, toTop] = useAnchor(scroller, rows);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = (event.target as HTMLElement).closest('[data-index]')?.getAttribute('data-index');
    if (step === undefined || from === null || from === undefined) return;
    const to = Number(from) + step;
    if (to < 0 || to >= rows.length) return;
    event.preventDefault();
    const focus = () => {
      const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`);
      link?.focus();
      return link !== undefined && link !== null;
    };
    if (!focus()) {
      virtual.scrollToIndex(to);
      requestAnimationFrame(focus);
    }
  };

  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div className="requests-table">
      {newer > 0 && (
        <Button size="mini" type="primary" className="requests-newer" onClick={toTop}>
          {t('newer', { count: newer })}
        </Button>
      )}
      <div ref={scroller} className="requests-scroller">
        <table aria-label={t('list')} aria-rowcount={rows.length + 1} aria-busy={loading}>
          <thead>
            <tr>
              <th className="requests-time">{t('time')}</th>
              <th className="requests-status">{t('status')}</th>
              <th>{t('action')}</th>
              <th className="requests-more requests-code">{t('code')}</th>
              <th className="requests-more requests-account">{t('account')}</th>
              <th className="requests-ms">{t('took')}</th>
              <th className="requests-more requests-id">RequestId</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeyDown}>
            <Spacer height={above} />
            {shown.map(({ index, key }) => {
              const row = rows[index];
              return row && <RequestRow key={key} row={row} index={index} opened={opened} />;
            })}
            <Spacer height={below} />
          </tbody>
        </table>
        {loading && <Spin className="requests-loading" tip={t('reading')} />}
      </div>
    </div>
  );
}

/** Stands for the rows that are not in view. */
const Spacer = ({ height }: { readonly height: number }) =>
  height > 0 && (
    <tr className="requests-spacer">
      <td style={{ height }} />
    </tr>
  );

/** Keeps the rows in view where they are when others come above; how many did, and a way to them. */
function useAnchor(
  scroller: React.RefObject<HTMLDivElement | null>,
  rows: readonly Row[],
): [number, () => void] {
  const first = useRef<string>(undefined);
  const [newer, setNewer] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = first.current;
    first.current = rows[0]?.requestId;
    if (element === null || before === undefined || before === first.current) return;
    if (element.scrollTop < ROW) return;
    const added = rows.findIndex(({ requestId }) => requestId === before);
    if (added <= 0) return;
    element.scrollTop += added * ROW;
    setNewer((count) => count + added);
  }, [scroller, rows]);
  useEffect(() => {
    const element = scroller.current;
    const atTop = () => {
      if (element !== null && element.scrollTop < ROW) setNewer(0);
    };
    element?.addEventListener('scroll', atTop, { passive: true });
    return () => element?.removeEventListener('scroll', atTop);
  }, [scroller]);
  return [
    newer,
    () => {
      scroller.current?.scrollTo({ top: 0 });
      setNewer(0);
    },
  ];
}

function RequestRow(props: { readonly row: Row; readonly index: number; readonly opened: string }) {
  const { t } = useTranslation('requests');
  const search = useSearch();
  const { accounts } = useSession();
  const { row, index, opened } = props;
  const { requestId, time, account, service, action, status, code, ms } = row;
  const name = accounts.find(({ accountId }) => accountId === account)?.name || account;
  const isOpen = requestId === opened;
  const href = `/requests/${encodeURIComponent(requestId)}${search === '' ? '' : `?${search}`}`;
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={isOpen ? 'requests-open' : undefined}
    >
      <td className="requests-time" title={time}>
        <time dateTime={time}>{/T(\d\d:\d\d:\d\d)/.exec(time)?.[1] ?? time}</time>
      </td>
      <td className={code === '' ? 'requests-ok' : 'requests-refused'}>{status}</td>
      <td className="requests-action">
        <Link href={href} aria-current={isOpen ? 'true' : undefined}>
          <span className="requests-service">{service}</span> {action || '-'}
        </Link>
        {code !== '' && <small className="requests-under">{code}</small>}
      </td>
      <td className="requests-more requests-code" title={code}>
        {code}
      </td>
      <td className="requests-more requests-account" title={account}>
        {name || t('nobody')}
      </td>
      <td className="requests-ms">{ms === null ? '-' : ms.toFixed(1)}</td>
      <td className="requests-more requests-id">
        <code title={requestId}>{requestId}</code>
        <CopyButton text={requestId} />
      </td>
    </tr>
  );
}
