import { Alert } from '@arco-design/web-react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../api/failure.ts';
import { CopyText } from './CopyText.tsx';

/** An error as users should see it: its code, its message, what it is about, and its RequestId. */
export function FailureAlert({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('parts');
  const failure = error instanceof Failure ? error : new Failure(String(error));
  const { code, message, parameter, reason, requestId } = failure;
  return (
    <Alert
      type="error"
      title={code || undefined}
      content={
        <>
          <div>{message}</div>
          {parameter !== undefined && (
            <div>
              {t('parameter')}: <code>{parameter}</code>
            </div>
          )}
          {reason !== undefined && (
            <div>
              {t('reason')}: {reason}
            </div>
          )}
          {requestId !== '' && (
            <div>
              {t('requestId')}: <CopyText text={requestId} />
            </div>
          )}
        </>
      }
    />
  );
}
