import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Header } from './Header.tsx';
import { Navigation, useCurrentPage } from './Navigation.tsx';
import { Notices } from './Notices.tsx';
import { Palette } from './Palette.tsx';
import { Shortcuts } from './Shortcuts.tsx';

/** What surrounds every page: the header, the navigation, and what is opened by keys. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'palette' | 'shortcuts'>();
  const close = () => setOpened(undefined);
  const page = useCurrentPage();
  useEffect(() => {
    document.title = `${t(page ?? 'notFoundTitle')} · Tenon`;
  }, [t, page]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey) {
        event.preventDefault();
        setOpened('palette');
      } else if (key === '?' && !ctrlKey && !metaKey && !isTyping(event.target)) {
        setOpened('shortcuts');
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={focusPage}>
        {t('skip')}
      </button>
      <Header onSearch={() => setOpened('palette')} onHelp={() => setOpened('shortcuts')} />
      <Notices />
      <div className="frame-body">
        <Navigation />
        <main id="page" className="page" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Palette open={opened === 'palette'} onClose={close} />
      <Shortcuts open={opened === 'shortcuts'} onClose={close} />
    </div>
  );
}

/** The hash of the URL names the page, so that no link can lead to a place on it. */
function focusPage(): void {
  document.getElementById('page')?.focus();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
