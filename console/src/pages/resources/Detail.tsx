import { Spin } from '@arco-design/web-react';
import { IconLink } from '@arco-design/web-react/icon';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Contract } from '../../api/contracts.ts';
import type { TenonEvent } from '../../api/events.ts';
import { Failure } from '../../api/failure.ts';
import type { Kind, Kinds } from '../../api/kinds.ts';
import { type Call, type Row, readByIds, readRows } from '../../api/list.ts';
import { useCall, useEvents, useSession } from '../../app/session.tsx';
import { isDangerous } from '../../forms/sections.ts';
import { CopyButton, CopyText } from '../../parts/CopyText.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { readable, readablePlural } from '../../parts/labels.ts';
import { Menu } from '../../parts/Menu.tsx';
import { StatusTag } from '../../parts/StatusTag.tsx';
import { History } from './History.tsx';
import { hrefOfPlace } from './places.ts';
import { Tabs } from './Tabs.tsx';
import { FieldList } from './Value.tsx';

/** How many of what a list belongs to are gone through for a resource of which only the id is known. */
const MOST_PARENTS = 100;

/** A resource with all that its list and its own action tell; undefined when there is none. */
async function readOne(call: Call, kinds: Kinds, kind: Kind, id: string): Promise<Row | undefined> {
  const listed = await inLists(call, kinds, kind, id);
  if (kind.getter === undefined || kind.get === null) return listed;
  try {
    const { action, parameter, field } = kind.get;
    const answer = await call<Row>(kind.service, action, { [parameter]: id }, { unrecorded: true });
    const { RequestId: _, ...read } = (field === null ? answer : answer[field]) as Row;
    return { ...listed, ...read };
  } catch (error) {
    if (error instanceof Failure && error.status === 404) return listed;
    throw error;
  }
}

/** A list that is one of something else is asked of each of those until one has it. */
async function inLists(call: Call, kinds: Kinds, kind: Kind, id: string): Promise<Row | undefined> {
  const [name] = kind.list.required;
  if (name === undefined) return (await readByIds(call, kind, [id]))[0];
  const parent = kinds.ofField(name)?.kind;
  if (parent === undefined) return undefined;
  const { rows } = await readRows(call, parent, {}, { page: 0 });
  for (const row of rows.slice(0, MOST_PARENTS)) {
    const [found] = await readByIds(call, kind, [id], { [name]: String(row[parent.id]) });
    if (found !== undefined) return { [name]: row[parent.id], ...found };
  }
  return undefined;
}

/** One resource: its fields, what belongs to it, what was asked about it, and what can be done to it. */
export function Detail({
  kind,
  kinds,
  id,
}: {
  readonly kind: Kind;
  readonly kinds: Kinds;
  readonly id: string;
}) {
  const { t, i18n } = useTranslation('resources');
  const call = useCall();
  const queries = useQueryClient();
  const { scope } = useSession();
  const queryKey = ['api', scope.accountId, scope.region, kind.service, kind.list.action, id];
  const { data, error, isPending } = useQuery({
    queryKey,
    queryFn: async () => (await readOne(call, kinds, kind, id)) ?? null,
    refetchOnMount: 'always',
  });
  const key = JSON.stringify(queryKey);
  useEvents(
    useCallback(
      (event: TenonEvent) => {
        const own = 'id' in event && event.id === id;
        if (own || event.event === 'missed' || event.event === 'reset') {
          void queries.invalidateQueries({ queryKey: JSON.parse(key) });
        }
      },
      [queries, key, id],
    ),
  );
  const name = kind.name === null || kind.name === kind.id ? undefined : data?.[kind.name];
  const status = kind.status === null ? undefined : data?.[kind.status];
  return (
    <div className="detail">
      <p className="faint">{readable(kind.type, i18n.language)}</p>
      <h2 className="detail-title">
        <CopyText text={id} />
        {typeof status === 'string' && <StatusTag status={status} />}
      </h2>
      {typeof name === 'string' && name !== '' && <p>{name}</p>}
      {isPending && <Spin />}
      {error !== null && <FailureAlert error={error} />}
      {data === null && <p role="status">{t('isGone')}</p>}
      {data && (
        <>
          <Actions {...{ kind, kinds, id }} />
          <Tabs
            label={id}
            tabs={[
              { name: t('fields'), content: () => <FieldList fields={data} own={kind.type} /> },
              { name: t('related'), content: () => <Related {...{ kind, kinds, id }} /> },
              { name: t('history'), content: () => <History id={id} /> },
              { name: 'JSON', content: () => <Json value={data} /> },
            ]}
          />
        </>
      )}
    </div>
  );
}

function Json({ value }: { readonly value: Row }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="json">
      <CopyButton text={text} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section tabIndex={0} aria-label="JSON">
        <pre>{text}</pre>
      </section>
    </div>
  );
}

const SHOWN_AS_BUTTONS = 2;

/** What is done most comes first, what cannot be taken back last. */
const ORDER = [
  /^Attach/,
  /^Associate/,
  /^Start/,
  /^Stop/,
  /^Authorize.*Ingress/,
  /^(Authorize|Assign|Update|Reboot|Create)/,
  /^Modify/,
];
const rankOf = ({ name }: Contract): number => {
  if (isDangerous(name)) return ORDER.length + 1;
  const rank = ORDER.findIndex((names) => names.test(name));
  return rank < 0 ? ORDER.length : rank;
};

/** For a single resource `StopInstance` is enough: `StopInstances` does the same to several. */
function withoutBatches(actions: readonly Contract[]): Contract[] {
  const names = new Set(actions.map(({ name }) => name));
  return actions.filter(({ name }) => {
    const single = name.replace(/s(?=[A-Z]|$)/, '');
    return single === name || !names.has(single);
  });
}

/** What can be done to a resource: its own actions, and those of others that take it. */
function Actions({ kind, kinds, id }: { kind: Kind; kinds: Kinds; id: string }) {
  const { t, i18n } = useTranslation('resources');
  const { own, others } = kinds.actionsOn(kind);
  const ranked = withoutBatches(own).toSorted((a, b) => rankOf(a) - rankOf(b));
  const removal = ranked.find(({ name }) => isDangerous(name));
  const buttons = ranked.filter((each) => each !== removal).slice(0, SHOWN_AS_BUTTONS);
  const rest = [
    ...ranked.filter((each) => each !== removal && !buttons.includes(each)),
    ...withoutBatches(others),
  ];
  const link = (action: Contract, className?: string) => (
    <Link
      key={`${action.service} ${action.name}`}
      href={hrefOfPlace({ type: kind.type, id, action: action.name })}
      className={[className, isDangerous(action.name) ? 'danger' : ''].join(' ')}
    >
      {readable(action.name, i18n.language)}
    </Link>
  );
  return (
    <div className="detail-actions">
      {buttons.map((action) => link(action, 'button-link'))}
      {removal && link(removal, 'button-link')}
      {rest.length > 0 && (
        <Menu button={t('moreActions')}>
          <div className="menu-items">{rest.map((action) => link(action))}</div>
        </Menu>
      )}
      <Link href={`/map?focus=${encodeURIComponent(id)}`} className="button-link">
        <IconLink /> {t('onMap')}
      </Link>
    </div>
  );
}

/** The lists that can be narrowed to what belongs to a resource. */
function Related({ kind, kinds, id }: { kind: Kind; kinds: Kinds; id: string }) {
  const { t, i18n } = useTranslation('resources');
  const lists = kinds.all.flatMap((other) => {
    if (other.type === kind.type) return [];
    const properties = other.lister.parameters.properties ?? {};
    const parameter = Object.keys(properties).find((name) => {
      const reference = kinds.ofField(name, other.type);
      return reference?.kind.type === kind.type && reference.field === kind.id;
    });
    if (parameter === undefined || parameter in other.lister.inert) return [];
    const flat = properties[parameter]?.type === 'array' ? `${parameter}.1` : parameter;
    return [{ other, filters: { [flat]: id } }];
  });
  if (lists.length === 0) return <p className="faint">{t('nothingRelated')}</p>;
  return (
    <ul className="related">
      {lists.map(({ other, filters }) => (
        <li key={other.type}>
          <Link href={hrefOfPlace({ type: other.type, filters })}>
            {t('relatedOf', { what: readablePlural(other.type, i18n.language) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
