import { Button, Result } from '@arco-design/web-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../api/failure.ts';
import { FailureAlert } from '../parts/FailureAlert.tsx';

const FORBIDDEN = 403;

/** What is shown where the console cannot work, and what to do. */
export function Gate(props: { readonly failure: Failure; readonly retry: () => void }) {
  const { t } = useTranslation();
  const { failure, retry } = props;
  const isRefused = failure.status === FORBIDDEN;
  return (
    <main className="gate">
      <Result
        status="error"
        title={<h1>{t(isRefused ? 'notFromHere' : 'noServer')}</h1>}
        subTitle={t(isRefused ? 'howFromHere' : 'isItRunning')}
        extra={
          <Button type="primary" onClick={retry}>
            {t('retry')}
          </Button>
        }
      />
      <FailureAlert error={failure} />
    </main>
  );
}
