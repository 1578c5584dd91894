import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { readable, readablePlural } from '../parts/labels.ts';
import { hrefOf } from '../parts/ResourceLink.tsx';
import { chooseLanguage } from './language.ts';
import { PAGES } from './pages.ts';
import { useContracts, useKinds, useSession } from './session.tsx';
import { chooseTheme, THEMES } from './theme.ts';

/** What the palette can do. */
export interface Command {
  readonly group: 'open' | 'pages' | 'kinds' | 'actions' | 'regions' | 'accounts' | 'settings';
  readonly label: string;
  /** A word more, by which it is found, too. */
  readonly hint?: string;
  readonly run: () => void;
}

const MOST = 60;

/** The commands that have every word of a text in them, those that begin with it first. */
export function chosenBy(text: string, commands: readonly Command[]): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ group, label, hint = '' }: Command) => {
    const whole = `${label} ${hint}`.toLowerCase();
    return group === 'open' || words.every((word) => whole.includes(word));
  };
  return commands.filter(has).slice(0, MOST);
}

const REQUEST_ID = /^\d{14}[0-9A-F]{16,}$/i;

/** Every command that there is now. @param text what was typed: an id can be opened */
export function useCommands(text: string): Command[] {
  const { t, i18n } = useTranslation();
  const [, navigate] = useLocation();
  const { accounts, client, chooseAccount, chooseRegion } = useSession();
  const { data: contracts = [] } = useContracts();
  const { data: kinds } = useKinds();
  const { language } = i18n;
  const id = text.trim();
  const to = (path: string) => () => navigate(path);
  const opens: Command[] = [];
  const kindOfId = kinds?.ofId(id);
  if (kindOfId !== undefined) {
    opens.push(
      {
        group: 'open',
        label: id,
        hint: readable(kindOfId.type, language),
        run: to(hrefOf(kindOfId.type, id)),
      },
      { group: 'open', label: id, hint: t('onMap'), run: to(`/map?focus=${id}`) },
    );
  }
  if (REQUEST_ID.test(id)) {
    opens.push({ group: 'open', label: id, hint: t('requests'), run: to(`/requests/${id}`) });
  }
  return [
    ...opens,
    ...PAGES.map(({ name, path }): Command => ({ group: 'pages', label: t(name), run: to(path) })),
    ...(kinds?.all ?? []).map(
      ({ type }): Command => ({
        group: 'kinds',
        label: readablePlural(type, language),
        hint: type,
        run: to(`/resources/${type}`),
      }),
    ),
    ...contracts.flatMap(({ name, kind, resource }): Command[] =>
      kind === 'write' && kinds?.of(resource ?? undefined) !== undefined
        ? [
            {
              group: 'actions',
              label: name,
              hint: readable(name, language),
              run: to(`/resources/${resource}?do=${name}`),
            },
          ]
        : [],
    ),
    ...client.regions.map(
      (region): Command => ({
        group: 'regions',
        label: region,
        run: () => chooseRegion(region),
      }),
    ),
    ...accounts.map(
      ({ accountId, name }): Command => ({
        group: 'accounts',
        label: accountId,
        hint: name,
        run: () => chooseAccount(accountId),
      }),
    ),
    ...THEMES.map(
      (theme): Command => ({
        group: 'settings',
        label: `${t('theme')}: ${t(theme)}`,
        run: () => chooseTheme(theme),
      }),
    ),
    { group: 'settings', label: 'English', hint: 'language', run: () => chooseLanguage('en') },
    { group: 'settings', label: '中文', hint: 'language 语言', run: () => chooseLanguage('zh') },
  ];
}
