import { Tag } from '@arco-design/web-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKinds } from '../../app/session.tsx';
import { CopyText } from '../../parts/CopyText.tsx';
import { readable } from '../../parts/labels.ts';
import { ResourceLink } from '../../parts/ResourceLink.tsx';
import { StatusTag } from '../../parts/StatusTag.tsx';
import { localTime } from './Cell.tsx';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a resource or of a structure in it, with their values in full. */
export function FieldList({ fields, own }: { readonly fields: Fields; readonly own: string }) {
  const { i18n } = useTranslation();
  return (
    <dl className="field-list">
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} className={isWide(value) ? 'wide' : undefined}>
          <dt title={name}>{readable(name, i18n.language)}</dt>
          <dd>
            <Value name={name} value={value} own={own} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isStructure = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isWide(whole: unknown): boolean {
  const value = unwrapped(whole);
  return isStructure(value) || (Array.isArray(value) && value.some(isStructure));
}

/** `{PrivateIpSet: [...]}` is but a list with a name of its own. */
function unwrapped(value: unknown): unknown {
  const inside = isStructure(value) ? Object.values(value) : [];
  return inside.length === 1 ? inside[0] : value;
}

/** @param own the type of the resource that has the field */
function Value({
  name,
  value: whole,
  own,
}: {
  name: string;
  value: unknown;
  own: string;
}): ReactNode {
  const value = unwrapped(whole);
  const { data: kinds } = useKinds();
  if (value === undefined || value === null || value === '')
    return <span className="faint">-</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="faint">-</span>;
    if (value.every(isTag)) {
      return value.map(({ Key, Value: text }) => (
        <Tag key={Key} size="small">
          {text === '' || text === undefined ? Key : `${Key}=${text}`}
        </Tag>
      ));
    }
    if (value.every(isStructure)) return <Items items={value} own={own} />;
    return (
      <ul className="value-list">
        {value.map((each) => (
          <li key={String(each)}>
            <Value name={name} value={each} own={own} />
          </li>
        ))}
      </ul>
    );
  }
  if (isStructure(value)) return <FieldList fields={value} own={own} />;
  const text = String(value);
  if (name === 'Status') return <StatusTag status={text} />;
  const reference = kinds?.ofField(name, own);
  const named = reference?.field === reference?.kind.id ? reference?.kind.type : undefined;
  const type = kinds?.ofId(text)?.type ?? named;
  if (type !== undefined) return <ResourceLink id={text} type={type} />;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return <time title={text}>{localTime(text)}</time>;
  return /(Address|Cidr|Block|Id|Ip)s?$/.test(name) ? <CopyText text={text} /> : text;
}

const isTag = (value: unknown): value is { Key: string; Value?: string } =>
  isStructure(value) && typeof value.Key === 'string';

/** Structures of one shape, as a table where they are plain, and below one another where not. */
function Items({ items, own }: { readonly items: readonly Fields[]; readonly own: string }) {
  const { i18n } = useTranslation();
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((name) =>
    items.some((item) => item[name] !== '' && item[name] !== null && !isEmptyList(item[name])),
  );
  if (
    items.some((item) => names.some((name) => isStructure(item[name]) || isListOfMany(item[name])))
  ) {
    return items.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing names them otherwise
      <div key={index} className="value-item">
        <FieldList fields={item} own={own} />
      </div>
    ));
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="value-table" tabIndex={0} aria-label={names.join(', ')}>
      <table>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {readable(name, i18n.language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing names them otherwise
            <tr key={index}>
              {names.map((name) => (
                <td key={name}>
                  <Value name={name} value={item[name]} own={own} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const isListOfMany = (value: unknown): boolean => Array.isArray(value) && value.some(isStructure);
