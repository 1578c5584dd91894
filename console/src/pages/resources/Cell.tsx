import { Tag } from '@arco-design/web-react';
import { IconCheck, IconCopy } from '@arco-design/web-react/icon';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind } from '../../api/kinds.ts';
import type { Row } from '../../api/list.ts';
import { copyText } from '../../parts/clipboard.ts';
import { ResourceLink } from '../../parts/ResourceLink.tsx';
import { StatusTag } from '../../parts/StatusTag.tsx';
import type { Column } from './columns.ts';

/** The value of a field, on one line. */
export function Cell({ kind, column, row }: { kind: Kind; column: Column; row: Row }): ReactNode {
  const { field, refersTo } = column;
  const value = row[field];
  if (field === kind.id) {
    const id = String(value);
    return (
      <span className="cell-id">
        <ResourceLink id={id} type={kind.type} />
        <CopyId id={id} />
      </span>
    );
  }
  if (value === undefined || value === null || value === '')
    return <span className="faint">-</span>;
  if (field === kind.status) return <StatusTag status={String(value)} />;
  if (Array.isArray(value)) return <Several values={value} refersTo={refersTo} />;
  if (typeof value === 'object') return <One value={value} />;
  const text = String(value);
  if (field === kind.name) return <Text text={text} />;
  return <Told text={text} refersTo={refersTo} />;
}

/** As `CopyButton`, without its tooltip, of which a table would have one in each row. */
function CopyId({ id }: { id: string }) {
  const { t } = useTranslation('parts');
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="copy-id"
      aria-label={`${t(copied ? 'copied' : 'copy')} ${id}`}
      onClick={() => void copyText(id).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
      onPointerLeave={() => setCopied(false)}
    >
      {copied ? <IconCheck /> : <IconCopy />}
    </button>
  );
}

function Several({
  values,
  refersTo,
}: {
  values: readonly unknown[];
  refersTo: string | undefined;
}) {
  const [first] = values;
  if (first === undefined) return <span className="faint">-</span>;
  return (
    <span className="cell-several">
      {typeof first === 'object' && first !== null ? (
        <One value={first} />
      ) : (
        <Told text={String(first)} refersTo={refersTo} />
      )}
      {values.length > 1 && <Tag size="small">+{values.length - 1}</Tag>}
    </span>
  );
}

/** What tells most of a structure, by the names of its fields; a tag is its key and its value. */
const TELLING = [/^(Primary)?IpAddress$/, /Address$/, /Cidr/, /Id$/, /Name$/, /^(Model|Size)$/];

function One({ value }: { value: object }) {
  const fields = Object.entries(value).filter(
    ([, each]) => typeof each !== 'object' && each !== '',
  );
  if ('Key' in value)
    return <Tag size="small">{`${value.Key}=${'Value' in value ? value.Value : ''}`}</Tag>;
  const told =
    TELLING.flatMap((names) => fields.filter(([name]) => names.test(name)))[0] ?? fields[0];
  return told === undefined ? <span className="faint">-</span> : <Text text={String(told[1])} />;
}

/** A text that may be the id of a resource. */
function Told({ text, refersTo }: { text: string; refersTo: string | undefined }) {
  if (refersTo === undefined && !ID.test(text)) return <Text text={text} />;
  return <ResourceLink id={text} type={refersTo} />;
}

const ID = /^[a-z][a-z0-9]*-[a-z0-9]{10,}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** A text; a time is shown as the clock here shows it. */
function Text({ text }: { text: string }) {
  if (TIME.test(text)) {
    return (
      <time dateTime={text} title={text}>
        {localTime(text)}
      </time>
    );
  }
  return <span title={text.length > 18 ? text : undefined}>{text}</span>;
}

/** `2026-11-29 14:05:09` by the clock of this device. */
export function localTime(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
