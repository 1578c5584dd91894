import { useTranslation } from 'react-i18next';
import { LOOKS } from './looks.ts';
import { StatusShape } from './status.tsx';

/** What the shapes and colours mean. */
export function Legend() {
  const { t } = useTranslation('map');
  return (
    <ul className="legend" aria-label={t('legend')}>
      {LOOKS.map((look) => (
        <li key={look}>
          <StatusShape status="" look={look} /> {t(`looks.${look}`)}
        </li>
      ))}
    </ul>
  );
}
