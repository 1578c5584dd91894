import { Button, Input, Tag } from '@arco-design/web-react';
import { IconFilter } from '@arco-design/web-react/icon';
import { type ReactNode, useCallback, useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flatten } from '../../api/flatten.ts';
import type { Kind } from '../../api/kinds.ts';
import { PAGING } from '../../api/list.ts';
import { Field } from '../../forms/Field.tsx';
import { FormContext } from '../../forms/FormContext.ts';
import { given, type Path, setIn, unflatten, type Values } from '../../forms/values.ts';
import { readable } from '../../parts/labels.ts';

type Flat = Readonly<Record<string, string>>;

/** What a list can be narrowed by, in the order of its contract. */
const filtersOf = ({ lister }: Kind): string[] =>
  Object.keys(lister.parameters.properties ?? {}).filter(
    (name) => !(PAGING as readonly string[]).includes(name) && !(name in lister.inert),
  );

/**
 * Narrows a list: a search for an id or a name, and every parameter of the list behind a button. What
 * is in force stands below as tags that can be taken away.
 */
export function FilterBar({
  kind,
  filters,
  onChange,
  children,
}: {
  readonly kind: Kind;
  readonly filters: Flat;
  readonly onChange: (filters: Flat) => void;
  readonly children: ReactNode;
}) {
  const { t, i18n } = useTranslation('resources');
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const names = filtersOf(kind);
  return (
    <>
      <search className="toolbar">
        <QuickSearch key={kind.type} kind={kind} filters={filters} onChange={onChange} />
        {names.length > 0 && (
          <Button
            icon={<IconFilter />}
            aria-expanded={open}
            aria-controls={panelId}
            onClick={() => setOpen(!open)}
          >
            {t('filters')}
          </Button>
        )}
        {children}
      </search>
      <div id={panelId} hidden={!open}>
        {open && (
          <FilterFields
            {...{ kind, filters, names }}
            apply={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        )}
      </div>
      {Object.keys(filters).length > 0 && (
        <div className="filter-tags">
          {Object.entries(filters).map(([name, value]) => (
            <Tag key={name}>
              {readable(name.replace(/\.\d+/g, ''), i18n.language)}: {value}
              <button
                type="button"
                aria-label={t('removeFilter', {
                  what: readable(name.replace(/\.\d+/g, ''), i18n.language),
                })}
                onClick={() => {
                  const { [name]: _, ...rest } = filters;
                  onChange(rest);
                }}
              >
                ×
              </button>
            </Tag>
          ))}
          <Button size="mini" type="text" onClick={() => onChange({})}>
            {t('clearFilters')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What is typed is an id if it looks like one, and else a name, where the list knows names. */
function QuickSearch({
  kind,
  filters,
  onChange,
}: {
  readonly kind: Kind;
  readonly filters: Flat;
  readonly onChange: (filters: Flat) => void;
}) {
  const { t } = useTranslation('resources');
  const [text, setText] = useState('');
  const properties = kind.lister.parameters.properties ?? {};
  const byName = [kind.name, `${kind.name}s`].find((each) => each !== null && each in properties);
  const byId = kind.list.ids;
  const flatOf = (name: string) => (properties[name]?.type === 'array' ? `${name}.1` : name);
  if (byName === undefined && byId === null) return null;
  const search = () => {
    const sought = text.trim();
    const isId =
      byName === undefined || (kind.idPrefix !== null && sought.startsWith(`${kind.idPrefix}-`));
    const name = isId ? byId : byName;
    if (name === null || name === undefined) return;
    const rest = Object.entries(filters).filter(
      ([each]) => each !== flatOf(byName ?? '') && each !== flatOf(byId ?? ''),
    );
    onChange({ ...Object.fromEntries(rest), ...(sought !== '' && { [flatOf(name)]: sought }) });
    setText('');
  };
  const label = t(byName === undefined ? 'searchId' : byId === null ? 'searchName' : 'searchBoth');
  return (
    <Input.Search
      className="quick-search"
      allowClear
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={setText}
      onPressEnter={search}
      onSearch={search}
    />
  );
}

function FilterFields({
  kind,
  filters,
  names,
  apply,
}: {
  readonly kind: Kind;
  readonly filters: Flat;
  readonly names: readonly string[];
  readonly apply: (filters: Flat) => void;
}) {
  const { t } = useTranslation('resources');
  const prefix = useId();
  const { lister } = kind;
  const [values, setValues] = useState<Values>(() => unflatten(lister.parameters, filters));
  useEffect(() => setValues(unflatten(lister.parameters, filters)), [lister, filters]);
  const set = useCallback(
    (path: Path, value: unknown) => setValues((before) => setIn(before, path, value)),
    [],
  );
  const state = useMemo(
    () => ({ contract: lister, values, faults: [], prefix, set }),
    [lister, values, prefix, set],
  );
  return (
    <FormContext value={state}>
      <form
        className="filter-fields"
        aria-label={t('filters')}
        onSubmit={(event) => {
          event.preventDefault();
          apply(flatten(given(values)));
        }}
      >
        <div className="fields">
          {names.map((name) => (
            <Field
              key={name}
              schema={lister.parameters.properties?.[name] ?? {}}
              path={[name]}
              required={kind.list.required.includes(name)}
            />
          ))}
        </div>
        <div className="form-foot">
          <Button type="primary" htmlType="submit">
            {t('apply')}
          </Button>
          <Button onClick={() => apply({})}>{t('clearFilters')}</Button>
        </div>
      </form>
    </FormContext>
  );
}
