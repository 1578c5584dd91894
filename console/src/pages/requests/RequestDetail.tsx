import { Alert, Button, Spin, Tag } from '@arco-design/web-react';
import { IconClose, IconLeft } from '@arco-design/web-react/icon';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TenonEvent } from '../../api/events.ts';
import { Failure } from '../../api/failure.ts';
import { flatten } from '../../api/flatten.ts';
import { useContracts, useEvents, useKinds } from '../../app/session.tsx';
import { CopyText } from '../../parts/CopyText.tsx';
import { CopyAs } from '../../parts/copy-as/CopyAs.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { ResourceLink } from '../../parts/ResourceLink.tsx';
import { Verdicts } from '../../parts/Verdicts.tsx';
import { NowVerdicts } from './NowVerdicts.tsx';
import { type RequestView, readRequest } from './requests.ts';
import { StagesBar } from './StagesBar.tsx';

/** One request: what was asked, what came of it, and why. */
export function RequestDetail(props: { readonly requestId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { requestId, onClose } = props;
  const { data: request, error } = useRequest(requestId);
  const heading = useRef<HTMLHeadingElement>(null);
  const found = request !== undefined;
  useEffect(() => {
    // On a phone the list has gone: whoever opened it by keyboard would be nowhere.
    if (found && matchMedia('(max-width: 720px)').matches) heading.current?.focus();
  }, [found]);
  return (
    <section
      className="request-detail"
      aria-labelledby="request-heading"
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <div className="request-top">
        <h2 id="request-heading" ref={heading} tabIndex={-1}>
          {request === undefined ? requestId : `${request.service} ${request.action || '-'}`}
        </h2>
        <Button
          className="request-close"
          type="text"
          icon={<IconClose />}
          aria-label={t('close')}
          onClick={onClose}
        />
        <Button className="request-back" type="text" icon={<IconLeft />} onClick={onClose}>
          {t('back')}
        </Button>
      </div>
      {error !== null && <Missing error={error} />}
      {request === undefined && error === null && <Spin />}
      {request !== undefined && <Request request={request} />}
    </section>
  );
}

function Missing({ error }: { readonly error: Error }) {
  const { t } = useTranslation('requests');
  if (error instanceof Failure && error.status === 404) {
    return <Alert type="info" content={t('gone')} />;
  }
  return <FailureAlert error={error} />;
}

/** After a change of a resource, its transition is soon told to the history. */
const SOON = [50, 500];

/** The request, until what it began has ended. */
function useRequest(requestId: string) {
  const queries = useQueryClient();
  const queryKey = ['control', 'requests', requestId];
  const found = useQuery({ queryKey, queryFn: () => readRequest(requestId) });
  const pending = found.data?.settled?.state === 'pending';
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  useEvents(
    useCallback(
      ({ event }: TenonEvent) => {
        if (!pending || event === 'answered' || event === 'struck') return;
        timers.current.forEach(clearTimeout);
        timers.current = SOON.map((ms) =>
          setTimeout(() => {
            void queries.invalidateQueries({ queryKey: ['control', 'requests', requestId] });
          }, ms),
        );
      },
      [pending, queries, requestId],
    ),
  );
  return found;
}

function Request({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation('requests');
  const { data: contracts } = useContracts();
  const { requestId, time, account, region, status, code, ms, verdicts, unread } = request;
  const contract = contracts?.find(
    ({ service, name }) => service === request.service && name === request.action,
  );
  return (
    <>
      <Outcome request={request} />
      <dl className="request-facts">
        <Fact name="RequestId">
          <CopyText text={requestId} />
        </Fact>
        <Fact name={t('at')}>{time}</Fact>
        <Fact name={t('by')}>{account || t('nobody')}</Fact>
        {region !== '' && <Fact name={t('region')}>{region}</Fact>}
        <Fact name={t('status')}>{status}</Fact>
        <Fact name={t('duration')}>{ms === null ? t('none_ms') : `${ms} ms`}</Fact>
        {request.settled !== null && (
          <Fact name={t('settlement')}>
            <Settlement settled={request.settled} />
          </Fact>
        )}
      </dl>
      <Parameters request={request} />
      {unread.length > 0 && <Unread request={request} />}
      {code !== '' && (
        <Part title={t('verdicts')}>
          {verdicts.length === 0 ? (
            <p className="request-note">{t('noVerdicts')}</p>
          ) : (
            <Verdicts verdicts={verdicts} />
          )}
        </Part>
      )}
      {contract?.kind === 'write' && request.parameters !== null && (
        <NowVerdicts request={request} />
      )}
      <Part title={t('stages')}>
        {request.stages === undefined ? (
          <p className="request-note">{t('noStages')}</p>
        ) : (
          <StagesBar stages={request.stages} />
        )}
      </Part>
      {contract !== undefined && request.parameters !== null && (
        <Part title={t('copyAs')}>
          <CopyAs
            call={{ ...request, version: contract.version, parameters: request.parameters }}
            accountId={account}
          />
        </Part>
      )}
      {contract !== undefined && (
        <Part title="">
          <Link href={faultHref(request)} asChild>
            <Button href={`#${faultHref(request)}`}>{t('makeFault')}</Button>
          </Link>
        </Part>
      )}
    </>
  );
}

function Outcome({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation('requests');
  const { code, message = '', parameter, reason } = request;
  if (code === '') return <Alert type="success" content={t('carriedOut')} />;
  return (
    <Alert
      type="error"
      title={
        <>
          {t('refused')}: <code>{code}</code>
        </>
      }
      content={
        <>
          <div>{message}</div>
          {(parameter ?? reason) !== undefined && (
            <div>
              {parameter !== undefined && <code>{parameter}</code>} {reason}
            </div>
          )}
        </>
      }
    />
  );
}

const COLORS = { pending: 'orange', settled: 'green', failed: 'red', ended: 'gray' } as const;

function Settlement({ settled }: { readonly settled: NonNullable<RequestView['settled']> }) {
  const { t } = useTranslation('requests');
  const { state, reason } = settled;
  return (
    <span role="status">
      <Tag
        size="small"
        bordered
        color={COLORS[state]}
        className={state === 'pending' ? 'status-moving' : undefined}
      >
        {t(state)}
      </Tag>{' '}
      {reason}
    </span>
  );
}

function Parameters({ request: { parameters } }: { readonly request: RequestView }) {
  const { t } = useTranslation('requests');
  const given = Object.entries(flatten(parameters ?? {}));
  return (
    <Part title={t('parameters')} hint={t('parametersHint')}>
      {given.length === 0 ? (
        <p className="request-note">{t(parameters === null ? 'parametersLost' : 'noParameters')}</p>
      ) : (
        <dl className="request-parameters">
          {given.map(([name, value]) => (
            <Fact key={name} name={name}>
              <Value name={name} text={value} />
            </Fact>
          ))}
        </dl>
      )}
    </Part>
  );
}

/** What a parameter says, as a link where it names a resource. */
function Value({ name, text }: { readonly name: string; readonly text: string }) {
  const { data: kinds } = useKinds();
  const named = kinds?.ofField(name.replace(/\.\d+$/, ''));
  const type =
    kinds?.ofId(text)?.type ?? (named?.field === named?.kind.id ? named?.kind.type : undefined);
  return type === undefined ? <code>{text}</code> : <ResourceLink id={text} type={type} />;
}

function Unread({ request: { unread, meant } }: { readonly request: RequestView }) {
  const { t } = useTranslation('requests');
  return (
    <Part title={t('unread')}>
      <ul className="request-unread">
        {unread.map((name) => (
          <li key={name}>
            <code>{name}</code>
            {meant[name] !== undefined && (
              <span>
                {': '}
                <Trans
                  t={t}
                  i18nKey="meant"
                  values={{ name: meant[name] }}
                  components={{ 1: <strong /> }}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Part(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="request-part">
      {props.title !== '' && (
        <h3>
          {props.title} {props.hint !== undefined && <small>{props.hint}</small>}
        </h3>
      )}
      {props.children}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The form of a fault, filled in: the next request like this one is refused like it. */
function faultHref({ service, action, account, code, parameters }: RequestView): string {
  const query = new URLSearchParams({ service, action });
  if (account !== '') query.set('account', account);
  if (code !== '') query.set('code', code);
  for (const [name, value] of Object.entries(flatten(parameters ?? {}))) {
    if (value !== '***') query.append('parameter', `${name}=${value}`);
  }
  return `/time?${query}`;
}
