import './resources.css';
import { Button, Spin } from '@arco-design/web-react';
import { IconClose, IconLeft } from '@arco-design/web-react/icon';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import { type Kind, type Kinds, parameterFor } from '../../api/kinds.ts';
import { useContracts, useKinds } from '../../app/session.tsx';
import { ActionForm } from '../../forms/ActionForm.tsx';
import { isDangerous } from '../../forms/sections.ts';
import { unflatten, type Values } from '../../forms/values.ts';
import { readable } from '../../parts/labels.ts';
import { Detail } from './Detail.tsx';
import { KindList, KindSelect } from './KindList.tsx';
import { KindView } from './KindView.tsx';
import { hrefOfPlace, type ResourcesPlace, useResourcesPlace } from './places.ts';

/** Every type of resource, each as a table; one resource beside it; and the forms of actions. */
export default function ResourcesPage() {
  const { t } = useTranslation('resources');
  const { data: kinds } = useKinds();
  const place = useResourcesPlace();
  const [, navigate] = useLocation();
  if (kinds === undefined) return <Spin className="waiting" />;
  const { type, id, action, filters } = place;
  if (type === undefined) {
    const first = kinds.of('vpc') ?? kinds.all[0];
    return first ? <Redirect to={hrefOfPlace({ type: first.type })} replace /> : null;
  }
  const kind = kinds.of(type);
  const openKind = (next: string) => navigate(hrefOfPlace({ type: next }));
  return (
    <div className="resources">
      <KindList kinds={kinds} selected={type} />
      <section className="kind">
        <KindSelect kinds={kinds} selected={type} onChange={openKind} />
        {kind === undefined ? (
          <p>{t('noSuchKind', { type })}</p>
        ) : (
          <KindView key={type} {...{ kind, kinds, filters }} selected={id} />
        )}
      </section>
      {kind !== undefined && (id !== undefined || action !== undefined) && (
        <Panel {...{ kind, kinds, place }} />
      )}
    </div>
  );
}

/** What is beside the table: one resource, or the form of an action. */
function Panel({ kind, kinds, place }: { kind: Kind; kinds: Kinds; place: ResourcesPlace }) {
  const { t, i18n } = useTranslation('resources');
  const [, navigate] = useLocation();
  const { type } = kind;
  const { id, action, filters } = place;
  const close = () => navigate(hrefOfPlace({ type, filters }));
  if (action === undefined) {
    return (
      <Aside label={id ?? ''} onClose={close}>
        {id !== undefined && <Detail key={id} {...{ kind, kinds, id }} />}
      </Aside>
    );
  }
  const back = () => navigate(hrefOfPlace({ type, id, filters }));
  return (
    <Aside label={readable(action, i18n.language)} onClose={close}>
      {id !== undefined && (
        <Button type="text" size="small" icon={<IconLeft />} onClick={back}>
          {t('backTo', { id })}
        </Button>
      )}
      <h2>{readable(action, i18n.language)}</h2>
      <Action key={`${action} ${id ?? ''}`} {...{ kind, place, action }} onCancel={back} />
    </Aside>
  );
}

function Action({
  kind,
  place: { id, filters },
  action,
  onCancel,
}: {
  readonly kind: Kind;
  readonly place: ResourcesPlace;
  readonly action: string;
  readonly onCancel: () => void;
}) {
  const { data: contracts } = useContracts();
  const contract =
    kind.writers.find(({ name }) => name === action) ??
    contracts?.find(({ name, kind: does }) => name === action && does === 'write');
  const written = JSON.stringify(filters);
  const initial = useMemo((): Values => {
    if (contract === undefined) return {};
    const taken = parameterFor(contract, kind);
    // What the list is narrowed to is what another one is likely to be made for.
    const known = unflatten(contract.parameters, JSON.parse(written));
    const fitting = Object.entries(known).filter(
      ([name]) => contract.parameters.properties?.[name] !== undefined,
    );
    const own = taken && id !== undefined && { [taken.parameter]: taken.many ? [id] : id };
    return { ...(id === undefined && Object.fromEntries(fitting)), ...own };
  }, [contract, kind, id, written]);
  if (contract === undefined) return null;
  return (
    <ActionForm
      service={contract.service}
      action={contract.name}
      initial={initial}
      {...(id !== undefined && isDangerous(action) && { confirm: id })}
      onCancel={onCancel}
    />
  );
}

/** A drawer that leaves the table usable; Escape closes it. */
function Aside({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('resources');
  const aside = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another label is another drawer
  useEffect(() => aside.current?.focus({ preventScroll: true }), [label]);
  return (
    <aside
      ref={aside}
      className="panel"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Button
        className="panel-close"
        type="text"
        aria-label={t('close')}
        icon={<IconClose />}
        onClick={onClose}
      />
      {children}
    </aside>
  );
}
