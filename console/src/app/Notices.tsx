import { Alert, Button } from '@arco-design/web-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewAccount } from './AccountSelect.tsx';
import { useEventsState, useHealth, useSession } from './session.tsx';

/** What keeps all pages from working as they should, above them. */
export function Notices() {
  return (
    <div className="notices">
      <ServerNotice />
      <KeyNotice />
    </div>
  );
}

function ServerNotice() {
  const { t } = useTranslation();
  const state = useEventsState();
  const { data } = useHealth();
  if (state === 'lost') return <Alert banner type="error" content={t('away')} />;
  if (data === undefined || data.ready) return null;
  return <Alert banner type="warning" content={`${t('notReady')} ${data.reason}`} />;
}

/** Every call would be refused with this key, and why. */
function KeyNotice() {
  const { t } = useTranslation();
  const { client } = useSession();
  const [isMaking, setMaking] = useState(false);
  const why = client.accessKeyId === '' ? t('noKey') : client.refused;
  if (why === undefined) return null;
  return (
    <>
      <Alert
        banner
        type="warning"
        content={`${t('keyRefused')} ${why}`}
        action={
          <Button size="mini" type="primary" onClick={() => setMaking(true)}>
            {t('newAccount')}
          </Button>
        }
      />
      <NewAccount open={isMaking} onClose={() => setMaking(false)} />
    </>
  );
}
