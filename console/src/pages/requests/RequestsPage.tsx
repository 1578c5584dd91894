import './requests.css';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import type { Filter } from './feed.ts';
import { RequestDetail } from './RequestDetail.tsx';
import { RequestList } from './RequestList.tsx';

/** Every call of the API as it is answered; one of them opens beside the list. */
export default function RequestsPage() {
  const { t } = useTranslation('requests');
  const [location, navigate] = useLocation();
  const [search] = useSearchParams();
  const opened = decodeURIComponent(location.split('/')[2] ?? '');
  const filter: Filter = {
    account: search.get('account') ?? '',
    action: search.get('action') ?? '',
    code: search.get('code') ?? '',
    refused: search.get('refused') === 'true',
  };
  const go = (requestId: string, { account, action, code, refused }: Filter) => {
    const query = new URLSearchParams({ account, action, code, refused: refused ? 'true' : '' });
    for (const [name, value] of [...query]) if (value === '') query.delete(name);
    const path = requestId === '' ? '/requests' : `/requests/${encodeURIComponent(requestId)}`;
    navigate(query.size === 0 ? path : `${path}?${query}`);
  };
  return (
    <div className={opened === '' ? 'requests' : 'requests requests-split'}>
      <h1>{t('title')}</h1>
      <div className="requests-panes">
        <RequestList filter={filter} onFilter={(changed) => go(opened, changed)} opened={opened} />
        {opened !== '' && (
          <RequestDetail key={opened} requestId={opened} onClose={() => go('', filter)} />
        )}
      </div>
    </div>
  );
}
