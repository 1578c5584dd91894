import { Button, Input } from '@arco-design/web-react';
import { IconDelete, IconPlus } from '@arco-design/web-react/icon';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/contracts.ts';
import { useKinds } from '../app/session.tsx';
import { readable } from '../parts/labels.ts';
import { Combobox } from './Combobox.tsx';
import { faultAt } from './errors.ts';
import { useForm } from './FormContext.ts';
import { IdField } from './IdField.tsx';
import { limitsOf } from './sections.ts';
import { contractName, getIn, type Path, wireName } from './values.ts';

interface FieldProps {
  readonly schema: Schema;
  readonly path: Path;
  readonly required?: boolean;
}

/** One parameter: a control that fits its type, what is known of it, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { schema } = props;
  if (schema.properties !== undefined) return <Structure {...props} />;
  if (schema.items?.properties !== undefined) return <Structures {...props} />;
  return <Leaf {...props} />;
}

const nameOf = (path: Path): string =>
  String(path.findLast((step) => typeof step === 'string') ?? '');

function Leaf({ schema, path, required = false }: FieldProps) {
  const { faults, prefix, contract } = useForm();
  const id = `${prefix}-${wireName(path)}`;
  const fault = faultAt(faults, path, true);
  const inert = contract.inert[contractName(path)] ?? contract.inert[nameOf(path)];
  const why = schema.$comment ?? inert;
  return (
    <div className="field">
      <label htmlFor={id}>
        <Label name={nameOf(path)} required={required} />
        {why !== undefined && <InertMark refused={schema.const !== undefined} />}
      </label>
      <Control
        {...{ schema, path, id }}
        invalid={fault !== undefined}
        describedBy={`${id}-about`}
      />
      <div id={`${id}-about`} className="field-about" aria-live="polite">
        {fault === undefined ? (
          <About schema={schema} why={why} />
        ) : (
          <span className="field-fault">{fault}</span>
        )}
      </div>
    </div>
  );
}

function Label({ name, required }: { readonly name: string; readonly required: boolean }) {
  const { i18n } = useTranslation();
  const words = readable(name, i18n.language);
  return (
    <>
      {required && (
        <span className="field-required" aria-hidden>
          *{' '}
        </span>
      )}
      {words} {words !== name && <code>{name}</code>}
    </>
  );
}

function InertMark({ refused }: { readonly refused: boolean }) {
  const { t } = useTranslation('forms');
  return (
    <>
      {' '}
      <span className={refused ? 'mark mark-refused' : 'mark'}>
        {t(refused ? 'notOffered' : 'inert')}
      </span>
    </>
  );
}

/** What may be given; what stands in the field says what is taken when nothing is. */
function About({ schema, why }: { readonly schema: Schema; readonly why: string | undefined }) {
  const { t } = useTranslation('forms');
  const { description, maxLength } = schema;
  const limits = limitsOf(schema);
  const said = [
    description,
    why,
    limits === '' ? undefined : limits,
    maxLength !== undefined && maxLength > 64 && maxLength < 256
      ? t('characters', { count: maxLength })
      : undefined,
  ].filter((each) => each !== undefined);
  return said.join(' · ');
}

interface ControlProps {
  readonly schema: Schema;
  readonly path: Path;
  readonly id: string;
  readonly invalid: boolean;
  readonly describedBy: string;
}

/** Chooses by the schema alone; the name decides only which resources an id can be of. */
function Control({ schema, path, id, invalid, describedBy }: ControlProps) {
  const { t } = useTranslation('forms');
  const { values, set, contract } = useForm();
  const { data: kinds } = useKinds();
  const many = schema.type === 'array';
  const one = many ? (schema.items ?? {}) : schema;
  const value = getIn(values, path);
  const texts = textsOf(value);
  const change = (next: readonly string[]) => set(path, many ? next : next[0]);
  const placeholder = schema.default === undefined ? undefined : String(schema.default);
  const reference = kinds?.ofField(contractName(path), contract.resource ?? undefined);

  if (one.type === 'boolean' || (one.enum !== undefined && !many)) {
    const options = one.type === 'boolean' ? ['true', 'false'] : (one.enum ?? []).map(String);
    return (
      <select
        id={id}
        className="native-select"
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        value={texts[0] ?? ''}
        onChange={(event) => set(path, event.target.value)}
      >
        <option value="">{placeholder ?? t('notGiven')}</option>
        {options.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    );
  }
  if (reference !== undefined) {
    const vpc = getIn(values, ['VpcId']);
    const takesVpc = 'VpcId' in (reference.kind.lister.parameters.properties ?? {});
    const narrows =
      typeof vpc === 'string' && vpc !== '' && takesVpc && contractName(path) !== 'VpcId';
    const demanded = reference.kind.list.required.flatMap((name) => {
      const around = getIn(values, [name]);
      return typeof around === 'string' && around !== '' ? [[name, around] as const] : [];
    });
    return (
      <IdField
        {...{ id, reference, many, invalid, describedBy }}
        values={texts}
        onChange={change}
        around={{ ...(narrows && { VpcId: vpc }), ...Object.fromEntries(demanded) }}
        {...(placeholder !== undefined && { placeholder })}
      />
    );
  }
  if (many || one.examples !== undefined) {
    const known = one.enum?.map(String) ?? one.examples ?? [];
    return (
      <Combobox
        {...{ id, many, invalid, describedBy, placeholder }}
        values={texts}
        onChange={change}
        choices={known.map((each) => ({ value: each }))}
      />
    );
  }
  const common = {
    id,
    value: texts[0] ?? '',
    placeholder: placeholder ?? '',
    status: invalid ? ('error' as const) : undefined,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    onChange: (next: string) => set(path, next),
  };
  if (schema.writeOnly) return <Input.Password {...common} autoComplete="new-password" />;
  if (isLong(schema)) return <Input.TextArea {...common} rows={3} />;
  const numeric = schema.type === 'integer' || schema.type === 'number';
  return <Input {...common} autoComplete="off" inputMode={numeric ? 'numeric' : 'text'} />;
}

/** A text without a limit, such as user data, may have many lines. */
const isLong = ({ type, maxLength = Number.POSITIVE_INFINITY, pattern = '' }: Schema): boolean =>
  type === 'string' && maxLength > 1000 && !/\{\d+,\d+\}\$$/.test(pattern);

const textsOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === null || value === '' ? [] : [String(value)];
};

/** The parameters of a structure. */
function Structure({ schema, path, required = false }: FieldProps) {
  return (
    <fieldset className="field structure">
      <legend>
        <Label name={nameOf(path)} required={required} />
      </legend>
      <Fields schema={schema} path={path} />
    </fieldset>
  );
}

/** All fields of a structure in their order. */
export function Fields({ schema, path }: { readonly schema: Schema; readonly path: Path }) {
  return (
    <div className="fields">
      {Object.entries(schema.properties ?? {}).map(([name, own]) => (
        <Field
          key={name}
          schema={own}
          path={[...path, name]}
          required={schema.required?.includes(name) ?? false}
        />
      ))}
    </div>
  );
}

/** A list of structures, such as tags. */
function Structures({ schema, path, required = false }: FieldProps) {
  const { t, i18n } = useTranslation('forms');
  const { values, set, faults, contract } = useForm();
  const name = nameOf(path);
  const items = (getIn(values, path) ?? []) as unknown[];
  const list = items.length === 0 && required ? [{}] : items;
  const what = readable(name, i18n.language);
  const fault = faultAt(faults, path, false);
  const inert = contract.inert[contractName(path)];
  return (
    <fieldset className="field structure">
      <legend>
        <Label name={name} required={required} />
        {inert !== undefined && <InertMark refused={false} />}
      </legend>
      {list.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what an item is known by
        <div key={index} className="structure-item">
          <Fields schema={schema.items ?? {}} path={[...path, index]} />
          {(list.length > 1 || !required) && (
            <Button
              size="mini"
              type="text"
              aria-label={t('remove', { what: `${what} ${index + 1}` })}
              icon={<IconDelete />}
              onClick={() =>
                set(
                  path,
                  list.filter((__, at) => at !== index),
                )
              }
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="mini"
          type="outline"
          icon={<IconPlus />}
          aria-label={t('add', { what })}
          onClick={() => set(path, [...list, {}])}
        >
          {t('addOne')}
        </Button>
      </div>
      <div className="field-about" aria-live="polite">
        {fault === undefined ? inert : <span className="field-fault">{fault}</span>}
      </div>
    </fieldset>
  );
}
