import { Tag } from '@arco-design/web-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { control } from '../../api/control.ts';
import type { TenonEvent } from '../../api/events.ts';
import { useEvents, useSession } from '../../app/session.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { localTime } from './Cell.tsx';

/** What is shown of a request; docs/control-api.md has all. */
interface Request {
  readonly requestId: string;
  readonly time: string;
  readonly action: string;
  readonly status: number;
  readonly code: string;
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

/** So many of the latest requests are looked through. */
const MOST = 1000;

/** The latest requests whose parameters name a resource. */
export function History({ id }: { readonly id: string }) {
  const { t } = useTranslation('resources');
  const { scope } = useSession();
  const queries = useQueryClient();
  const { accountId } = scope;
  const { data, error } = useQuery({
    queryKey: ['control', 'requests', 'of', accountId, id],
    queryFn: async ({ signal }) => {
      const query = { limit: MOST, account: accountId };
      const { requests } = await control<{ requests: Request[] }>('requests', { query, signal });
      const quoted = JSON.stringify(id);
      const own = requests.filter(({ parameters }) => JSON.stringify(parameters).includes(quoted));
      return { own, looked: requests.length };
    },
    refetchOnMount: 'always',
    retry: false,
  });
  useEvents(
    useCallback(
      (event: TenonEvent) => {
        if (event.event !== 'answered' || event.account !== accountId) return;
        void queries.invalidateQueries({ queryKey: ['control', 'requests', 'of', accountId, id] });
      },
      [queries, accountId, id],
    ),
  );
  if (error !== null) return <FailureAlert error={error} />;
  if (data === undefined) return null;
  return (
    <>
      <p className="faint">{t('looked', { count: data.looked })}</p>
      <ul className="requests-of">
        {data.own.map(({ requestId, time, action, status, code }) => (
          <li key={requestId}>
            <Link href={`/requests/${requestId}`}>
              <time title={time}>{localTime(time)}</time> <code>{action}</code>
            </Link>{' '}
            <Tag size="small" color={status < 400 ? 'green' : 'red'}>
              {code || status}
            </Tag>
          </li>
        ))}
      </ul>
      {data.own.length === 0 && <p>{t('noRequests')}</p>}
    </>
  );
}
