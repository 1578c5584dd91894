import { Button, Checkbox } from '@arco-design/web-react';
import { IconSettings } from '@arco-design/web-react/icon';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind } from '../../api/kinds.ts';
import { store, stored } from '../../app/stored.ts';
import { readable } from '../../parts/labels.ts';
import { Menu } from '../../parts/Menu.tsx';
import { type Column, usualColumns } from './columns.ts';

/** The columns that are shown, as this browser remembers them, and what chooses others. */
export function useShownColumns(
  kind: Kind,
  columns: readonly Column[],
): [readonly Column[], (fields: readonly string[]) => void] {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const remembered = chosen[kind.type] ?? stored(`columns.${kind.type}`);
  const shown = useMemo(() => {
    const fields = remembered?.split(',') ?? usualColumns(kind, columns);
    return columns.filter(({ field }) => field === kind.id || fields.includes(field));
  }, [kind, columns, remembered]);
  return [
    shown,
    (next) => {
      store(`columns.${kind.type}`, next.join(','));
      setChosen((before) => ({ ...before, [kind.type]: next.join(',') }));
    },
  ];
}

export function ColumnChooser({
  kind,
  columns,
  shown,
  onChange,
}: {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly shown: readonly Column[];
  readonly onChange: (fields: readonly string[]) => void;
}) {
  const { t, i18n } = useTranslation('resources');
  const fields = shown.map(({ field }) => field);
  return (
    <Menu button={<IconSettings />} label={t('columns')} className="button-link button-icon">
      <fieldset className="menu-items column-choices" aria-label={t('columns')}>
        {columns.map(({ field }) => (
          <Checkbox
            key={field}
            checked={fields.includes(field)}
            disabled={field === kind.id}
            onChange={(on) =>
              onChange(on ? [...fields, field] : fields.filter((each) => each !== field))
            }
          >
            {readable(field, i18n.language)}
          </Checkbox>
        ))}
        <Button size="mini" onClick={() => onChange(usualColumns(kind, columns))}>
          {t('usualColumns')}
        </Button>
      </fieldset>
    </Menu>
  );
}
