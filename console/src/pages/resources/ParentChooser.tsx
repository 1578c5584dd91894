import { Empty } from '@arco-design/web-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind, Kinds } from '../../api/kinds.ts';
import { readRows } from '../../api/list.ts';
import { useCall, useSession } from '../../app/session.tsx';
import { inSentence, readable, readablePlural } from '../../parts/labels.ts';

/** A list that is one of something else, such as the entries of a route table: asks of which one. */
export function ParentChooser({
  kind,
  kinds,
  lacking,
  onChoose,
}: {
  readonly kind: Kind;
  readonly kinds: Kinds;
  readonly lacking: readonly string[];
  readonly onChoose: (chosen: Readonly<Record<string, string>>) => void;
}) {
  const { t, i18n } = useTranslation('resources');
  const call = useCall();
  const { scope } = useSession();
  const [name = ''] = lacking;
  const parent = kinds.ofField(name)?.kind;
  const { data } = useQuery({
    queryKey: [
      'api',
      scope.accountId,
      scope.region,
      parent?.service,
      parent?.list.action,
      'parents',
    ],
    queryFn: ({ signal }) =>
      parent ? readRows(call, parent, {}, { page: 0 }, signal) : { rows: [] },
    enabled: parent !== undefined,
    refetchOnMount: 'always',
  });
  const sole = data?.rows.length === 1 && parent ? String(data.rows[0]?.[parent.id]) : undefined;
  // Where there is nothing to choose, it is chosen.
  useEffect(() => {
    if (sole !== undefined) onChoose({ [name]: sole });
  }, [sole, name, onChoose]);
  if (parent === undefined || data === undefined || sole !== undefined) return null;
  const what = inSentence(readable(parent.type, i18n.language));
  if (data.rows.length === 0) {
    return (
      <Empty
        description={t('nothing', { what: inSentence(readablePlural(parent.type, i18n.language)) })}
      />
    );
  }
  return (
    <div className="parent-chooser">
      <p>
        {t('chooseParent', { what, items: inSentence(readablePlural(kind.type, i18n.language)) })}
      </p>
      <ul>
        {data.rows.map((row) => {
          const id = String(row[parent.id]);
          const label = parent.name === null ? '' : String(row[parent.name] ?? '');
          return (
            <li key={id}>
              <button
                type="button"
                className="button-link"
                onClick={() => onChoose({ [name]: id })}
              >
                <code>{id}</code> {label !== id && label}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
