import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { PAGES, type PageName } from './pages.ts';

/** The page that the URL names; undefined when there is none. */
export function useCurrentPage(): PageName | undefined {
  const [location] = useLocation();
  return PAGES.find(({ path }) => location === path || location.startsWith(`${path}/`))?.name;
}

/** The pages: at the side, or where that is too narrow at the bottom. */
export function Navigation() {
  const { t } = useTranslation();
  const current = useCurrentPage();
  return (
    <nav aria-label={t('navigation')} className="frame-nav">
      {PAGES.map(({ name, path, icon: Icon }) => (
        <Link
          key={name}
          href={path}
          className="frame-link"
          aria-label={t(name)}
          aria-current={name === current ? 'page' : undefined}
        >
          <Icon />
          <span className="frame-link-whole">{t(name)}</span>
          <span className="frame-link-short">{t(`short.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
