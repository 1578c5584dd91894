import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';
import { SEARCH_KEYS } from './Header.tsx';

/** The keys that the console knows, beside those that every page of a browser has. */
export function Shortcuts(props: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const rows = [
    [[SEARCH_KEYS], t('keys.palette')],
    [['?'], t('keys.help')],
    [['Tab', '⇧ Tab'], t('keys.tab')],
    [['↵', 'Space'], t('keys.press')],
    [['↑', '↓', '←', '→'], t('keys.arrows')],
    [['Esc'], t('keys.escape')],
  ] as const;
  return (
    <Dialog {...props} label={t('help')}>
      <h2>{t('help')}</h2>
      <dl className="shortcuts">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
