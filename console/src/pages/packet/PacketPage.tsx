import './packet.css';
import { Empty, Spin } from '@arco-design/web-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'wouter';
import { control } from '../../api/control.ts';
import type { TenonEvent } from '../../api/events.ts';
import { useEvents, useSession } from '../../app/session.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Answer } from './Answer.tsx';
import { hasPorts, type PacketAnswer, PROTOCOLS, type Question } from './packet.ts';
import { QuestionForm } from './QuestionForm.tsx';

/** What becomes of a packet. The question is in the URL, so that it can be passed on. */
export default function PacketPage() {
  const { t } = useTranslation('packet');
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const question: Question = {
    from: search.get('from') ?? '',
    to: search.get('to') ?? '',
    protocol: PROTOCOLS.find((each) => each === search.get('protocol')) ?? 'tcp',
    port: search.get('port') ?? '',
  };
  const asked = question.from !== '' && question.to !== '';
  const { data: answer, error, isFetching } = useAnswer(question, asked);
  return (
    <div className="packet">
      <h1>{t('title')}</h1>
      <p className="packet-lead">{t('lead')}</p>
      <QuestionForm
        key={JSON.stringify(question)}
        question={question}
        onAsk={({ from, to, protocol, port }) => {
          const query = new URLSearchParams({ from, to, protocol });
          if (hasPorts(protocol)) query.set('port', port);
          navigate(`/packet?${query}`);
        }}
      />
      {!asked && (
        <Empty
          description={
            <>
              <p>{t('emptyTitle')}</p>
              <p>{t('emptyHint')}</p>
              <Link href="/resources">{t('toResources')}</Link>
            </>
          }
        />
      )}
      {error !== null && <FailureAlert error={error} />}
      {asked && answer === undefined && isFetching && <Spin />}
      {asked && answer !== undefined && error === null && (
        <Answer answer={answer} question={question} />
      )}
    </div>
  );
}

/** Of many changes at once, the last is waited for. */
const SETTLED_MS = 100;
const READS = /^(Describe|List|Get)/;

/** The answer, asked anew whenever something has changed that it may hang on. */
function useAnswer(question: Question, asked: boolean) {
  const { scope } = useSession();
  const { accountId: account, region } = scope;
  const { from, to, protocol, port } = question;
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(
    useCallback(
      (event: TenonEvent) => {
        if (event.event === 'struck') return;
        if (event.event === 'answered' && READS.test(event.action)) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          void queries.invalidateQueries({ queryKey: ['control', 'packet'] });
        }, SETTLED_MS);
      },
      [queries],
    ),
  );
  const query = {
    ...{ from, to, protocol, account, region },
    port: hasPorts(protocol) && port !== '' ? port : undefined,
  };
  return useQuery({
    queryKey: ['control', 'packet', query],
    queryFn: () => control<PacketAnswer>('packet', { query }),
    enabled: asked,
  });
}
