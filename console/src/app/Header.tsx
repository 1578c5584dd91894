import { Badge, Button, Tooltip } from '@arco-design/web-react';
import {
  IconDesktop,
  IconMoon,
  IconPoweroff,
  IconQuestionCircle,
  IconSearch,
  IconSettings,
  IconSun,
} from '@arco-design/web-react/icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasToken, logOut } from '../api/control.ts';
import { AccountSelect } from './AccountSelect.tsx';
import icon from './icon.svg';
import { chooseLanguage } from './language.ts';
import { useEventsState, useHealth, useSession } from './session.tsx';
import { chooseTheme, THEMES, type Theme, useTheme } from './theme.ts';

const BADGES = { connecting: 'processing', live: 'success', lost: 'error' } as const;

/** What the console works with: the account, the region, and how it looks. */
export function Header(props: { readonly onSearch: () => void; readonly onHelp: () => void }) {
  const { t } = useTranslation();
  // Where there is no room for the choices they are shown on demand.
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="frame-head">
      <img src={icon} alt="" width={24} height={24} />
      <strong>Tenon</strong>
      <Liveness />
      <button
        type="button"
        className="search-button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={props.onSearch}
      >
        <IconSearch />
        <span className="search-button-text">{t('search')}</span>
        <kbd>{SEARCH_KEYS}</kbd>
      </button>
      <Button
        className="choices-button"
        type="text"
        aria-label={t('settings')}
        aria-expanded={isOpen}
        icon={<IconSettings />}
        onClick={() => setOpen(!isOpen)}
      />
      <div className={isOpen ? 'choices choices-open' : 'choices'}>
        <AccountSelect />
        <RegionSelect />
        <LanguageButton />
        <ThemeButton />
        <Tooltip content={t('help')}>
          <Button
            type="text"
            aria-label={t('help')}
            icon={<IconQuestionCircle />}
            onClick={props.onHelp}
          />
        </Tooltip>
        {hasToken() && (
          <Tooltip content={t('logOut')}>
            <Button type="text" aria-label={t('logOut')} icon={<IconPoweroff />} onClick={logOut} />
          </Tooltip>
        )}
      </div>
    </header>
  );
}

export const SEARCH_KEYS = /^Mac/.test(navigator.platform) ? '⌘ K' : 'Ctrl K';

function Liveness() {
  const { t } = useTranslation();
  const state = useEventsState();
  const { data } = useHealth();
  return (
    <span className="liveness">
      <span role="status">
        <Badge status={BADGES[state]} text={t(state)} />
      </span>
      {data && <small>{data.version}</small>}
    </span>
  );
}

function RegionSelect() {
  const { t } = useTranslation();
  const { client, scope, chooseRegion } = useSession();
  return (
    <select
      aria-label={t('region')}
      className="choice"
      value={scope.region}
      onChange={({ target }) => chooseRegion(target.value)}
    >
      {client.regions.map((region) => (
        <option key={region}>{region}</option>
      ))}
    </select>
  );
}

/** Shows the other language, in itself. */
function LanguageButton() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'zh' ? 'en' : 'zh';
  return (
    <Button
      type="text"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}

const ICONS: Readonly<Record<Theme, typeof IconSun>> = {
  system: IconDesktop,
  light: IconSun,
  dark: IconMoon,
};

function ThemeButton() {
  const { t } = useTranslation();
  const theme = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const Icon = ICONS[theme];
  const label = `${t('theme')}: ${t(theme)}`;
  return (
    <Tooltip content={label}>
      <Button type="text" aria-label={label} icon={<Icon />} onClick={() => chooseTheme(next)} />
    </Tooltip>
  );
}
