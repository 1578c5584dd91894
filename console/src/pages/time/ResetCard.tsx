import { Message } from '@arco-design/web-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import { Card } from '../../parts/Card.tsx';
import { AskButton } from './Ask.tsx';

/** Everything as it began. */
export function ResetCard() {
  const { t } = useTranslation('time');
  const queries = useQueryClient();
  return (
    <Card title={t('everything')} hint={t('everythingHint')}>
      <AskButton
        status="danger"
        question={t('resetAllAsk')}
        work={async () => {
          await control('reset', { method: 'POST' });
          await queries.invalidateQueries();
          Message.success(t('resetDone'));
        }}
      >
        {t('resetAll')}
      </AskButton>
    </Card>
  );
}
