import { ConfigProvider, Spin } from '@arco-design/web-react';
import enUS from '@arco-design/web-react/es/locale/en-US';
import zhCN from '@arco-design/web-react/es/locale/zh-CN';
import { type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, Route, Router, Switch } from 'wouter';
import { isLockedOut, watchLockOut } from '../api/control.ts';
import { Frame } from './Frame.tsx';
import { Gate } from './Gate.tsx';
import { LogIn } from './LogIn.tsx';
import { useHashPath, useHashQuery } from './location.ts';
import { useCurrentPage } from './Navigation.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { PAGES } from './pages.ts';
import { SessionProvider } from './session.tsx';

/** The whole console: who may see it, the frame, and the page that the URL names. */
export function App() {
  const { t, i18n } = useTranslation();
  const waiting = (
    <main className="waiting" aria-busy="true">
      <Spin tip={t('loading')} />
    </main>
  );
  return (
    <ConfigProvider locale={i18n.language === 'zh' ? zhCN : enUS}>
      <Unlocked>
        <SessionProvider
          waiting={waiting}
          failed={(failure, retry) => <Gate failure={failure} retry={retry} />}
        >
          <Router hook={useHashPath} searchHook={useHashQuery}>
            <Frame>
              <Page />
            </Frame>
          </Router>
        </SessionProvider>
      </Unlocked>
    </ConfigProvider>
  );
}

/** Shows the log-in in place of all else while the server asks for its token. */
function Unlocked({ children }: { readonly children: ReactNode }) {
  return useSyncExternalStore(watchLockOut, isLockedOut) ? <LogIn /> : children;
}

/** The page that the URL names. One that has failed does not keep others from being shown. */
function Page() {
  const { t } = useTranslation();
  return (
    <PageBoundary key={useCurrentPage()}>
      <Suspense fallback={<Spin className="waiting" tip={t('loading')} />}>
        <Switch>
          <Route path="/">
            <Redirect to="/map" replace />
          </Route>
          {PAGES.map(({ name, path, component: Component }) => (
            <Route key={name} path={`${path}/*?`}>
              <Component />
            </Route>
          ))}
          <Route>
            <h1>{t('notFound')}</h1>
            <Link href="/map">{t('toMap')}</Link>
          </Route>
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}
