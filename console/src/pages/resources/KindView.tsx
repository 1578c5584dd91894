import { Button, Empty, Spin } from '@arco-design/web-react';
import { IconPlus, IconRefresh } from '@arco-design/web-react/icon';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Kind, Kinds } from '../../api/kinds.ts';
import { unflatten } from '../../forms/values.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { inSentence, readable, readablePlural } from '../../parts/labels.ts';
import { ColumnChooser, useShownColumns } from './ColumnChooser.tsx';
import { columnsOf } from './columns.ts';
import { FilterBar } from './FilterBar.tsx';
import { ParentChooser } from './ParentChooser.tsx';
import { hrefOfPlace } from './places.ts';
import { useRows } from './rows.ts';
import { Table } from './Table.tsx';

interface KindViewProps {
  readonly kind: Kind;
  readonly kinds: Kinds;
  readonly filters: Readonly<Record<string, string>>;
  /** The one whose drawer is open. */
  readonly selected: string | undefined;
}

/** The table of a type of resource, what narrows it, and what makes another. */
export function KindView({ kind, kinds, filters, selected }: KindViewProps) {
  const { t, i18n } = useTranslation('resources');
  const [, navigate] = useLocation();
  const change = (next: Readonly<Record<string, string>>) =>
    navigate(hrefOfPlace({ type: kind.type, filters: next }));
  const lacking = kind.list.required.filter((name) => !(name in filters));
  return (
    <>
      <header className="kind-head">
        <h1>{readablePlural(kind.type, i18n.language)}</h1>
        {kind.creates.map((action, index) => (
          <Link
            key={action}
            href={hrefOfPlace({ type: kind.type, action, filters })}
            className={`button-link${index === 0 ? ' button-primary' : ''}`}
          >
            <IconPlus /> {readable(action, i18n.language)}
          </Link>
        ))}
      </header>
      {lacking.length > 0 ? (
        <ParentChooser
          {...{ kind, kinds, lacking }}
          onChoose={(chosen) => change({ ...filters, ...chosen })}
        />
      ) : (
        <Rows {...{ kind, kinds, filters, selected, change }} />
      )}
      <p className="faint kind-foot">{t('noneHere', { list: kind.list.action })}</p>
    </>
  );
}

function Rows({
  kind,
  kinds,
  filters,
  selected,
  change,
}: KindViewProps & { readonly change: (filters: Readonly<Record<string, string>>) => void }) {
  const { t } = useTranslation('resources');
  // The URL gives a new object each time; the rows are read again only for other filters.
  const written = JSON.stringify(filters);
  const nested = useMemo(
    () => unflatten(kind.lister.parameters, JSON.parse(written)),
    [kind, written],
  );
  const rows = useRows(kind, nested);
  const columns = useMemo(() => columnsOf(kind, kinds), [kind, kinds]);
  const [shown, setShown] = useShownColumns(kind, columns);
  const filtered = Object.keys(filters).length > kind.list.required.length;
  return (
    <>
      <FilterBar {...{ kind, filters }} onChange={change}>
        <span className="toolbar-end">
          <span role="status" className="faint">
            {rows.total !== undefined && t('total', { count: rows.total })}
          </span>
          <Button icon={<IconRefresh />} aria-label={t('refresh')} onClick={() => rows.refresh()} />
          <ColumnChooser {...{ kind, columns, shown }} onChange={setShown} />
        </span>
      </FilterBar>
      {rows.error !== undefined && <FailureAlert error={rows.error} />}
      {rows.length === 0 && !rows.first && rows.error === undefined ? (
        <Nothing {...{ kind, filtered }} clear={() => change({})} />
      ) : (
        <Table {...{ kind, rows, selected }} columns={shown} />
      )}
      {rows.first && <Spin className="rows-waiting" />}
    </>
  );
}

/** What to do where there is nothing. */
function Nothing({
  kind,
  filtered,
  clear,
}: {
  readonly kind: Kind;
  readonly filtered: boolean;
  readonly clear: () => void;
}) {
  const { t, i18n } = useTranslation('resources');
  const what = inSentence(readablePlural(kind.type, i18n.language));
  const [create] = kind.creates;
  return (
    <div className="nothing">
      <Empty description={t(filtered ? 'nothingFits' : 'nothing', { what })} />
      {filtered ? (
        <Button onClick={clear}>{t('clearFilters')}</Button>
      ) : (
        create !== undefined && (
          <Link href={hrefOfPlace({ type: kind.type, action: create })} className="button-link">
            {readable(create, i18n.language)}
          </Link>
        )
      )}
    </div>
  );
}
