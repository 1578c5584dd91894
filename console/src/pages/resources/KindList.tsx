import { Input } from '@arco-design/web-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Kind, Kinds } from '../../api/kinds.ts';
import { readable, readablePlural } from '../../parts/labels.ts';
import { hrefOfPlace } from './places.ts';

/** Every type of resource, by service, with a search. */
export function KindList({
  kinds,
  selected,
}: {
  readonly kinds: Kinds;
  readonly selected: string;
}) {
  const { t, i18n } = useTranslation('resources');
  const [sought, setSought] = useState('');
  const fits = ({ type }: Kind) =>
    [type, readable(type, i18n.language), readable(type, 'en')].some((each) =>
      each.toLowerCase().includes(sought.trim().toLowerCase()),
    );
  const services = Map.groupBy(kinds.all.filter(fits), ({ service }) => service);
  return (
    <nav className="kinds" aria-label={t('kinds')}>
      <Input.Search
        size="small"
        allowClear
        placeholder={t('findKind')}
        aria-label={t('findKind')}
        value={sought}
        onChange={setSought}
      />
      {[...services].map(([service, own]) => (
        <section key={service} aria-label={service}>
          <h2>{t(`service_${service}` as 'service_vpc', { defaultValue: service })}</h2>
          <ul>
            {own.map(({ type }) => (
              <li key={type}>
                <Link
                  href={hrefOfPlace({ type })}
                  aria-current={type === selected ? 'page' : undefined}
                >
                  {readablePlural(type, i18n.language)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {services.size === 0 && <p className="faint">{t('noKind')}</p>}
    </nav>
  );
}

/** The same on a phone, where there is no room beside the table. */
export function KindSelect({
  kinds,
  selected,
  onChange,
}: {
  readonly kinds: Kinds;
  readonly selected: string;
  readonly onChange: (type: string) => void;
}) {
  const { t, i18n } = useTranslation('resources');
  return (
    <select
      className="native-select kind-select"
      aria-label={t('kinds')}
      value={selected}
      onChange={(event) => onChange(event.target.value)}
    >
      {kinds.all.map(({ type }) => (
        <option key={type} value={type}>
          {readablePlural(type, i18n.language)}
        </option>
      ))}
    </select>
  );
}
