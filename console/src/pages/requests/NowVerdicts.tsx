import { Button } from '@arco-design/web-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import type { Verdict } from '../../api/failure.ts';
import { flatten } from '../../api/flatten.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Verdicts } from '../../parts/Verdicts.tsx';
import type { RequestView } from './requests.ts';

interface Explanation {
  readonly Allowed: boolean;
  readonly Verdicts: readonly Verdict[];
}

/** What would become of the same request now. */
export function NowVerdicts({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation('requests');
  const { service, action, account, region, parameters } = request;
  const check = useMutation({
    mutationFn: () =>
      control<Explanation>('explain', {
        query: {
          Service: service,
          Action: action,
          AccountId: account || undefined,
          Region: region || undefined,
          ...flatten(parameters ?? {}),
        },
      }),
  });
  return (
    <div className="request-part">
      <h3>{t('now')}</h3>
      <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
        {t('checkNow')}
      </Button>
      <div role="status">
        {check.data !== undefined && (
          <>
            <p>{t(check.data.Allowed ? 'allowedNow' : 'refusedNow')}</p>
            <Verdicts verdicts={check.data.Verdicts} />
          </>
        )}
      </div>
      {check.error !== null && <FailureAlert error={check.error} />}
    </div>
  );
}
