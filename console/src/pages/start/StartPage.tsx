import './start.css';
import { Tag } from '@arco-design/web-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Health, useHealth } from '../../app/session.tsx';
import { Card } from '../../parts/Card.tsx';
import { CodeBlock } from '../../parts/CodeBlock.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Settings } from './Settings.tsx';

const DOCS = [
  ['clients', 'clients.md'],
  ['actions', 'actions.md'],
  ['faults', 'faults.md'],
  ['limits', 'limits.md'],
  ['control', 'control-api.md'],
] as const;

/** The first five minutes: settings to copy, and what this server is. */
export default function StartPage() {
  const { t } = useTranslation('start');
  const { data: health, error } = useHealth();
  return (
    <div className="start">
      <h1>{t('title')}</h1>
      <p className="start-lead">{t('lead')}</p>
      <div className="start-columns">
        <div>
          <Settings />
          <Card title={t('check')} hint={t('checkHint')}>
            <CodeBlock text={`tenon doctor --endpoint ${location.origin}`} label="tenon doctor" />
          </Card>
        </div>
        <div>
          {error !== null && <FailureAlert error={error} />}
          {health !== undefined && <HealthCard health={health} />}
          {health !== undefined && health.dataPlane.name !== 'none' && (
            <EnforcedCard health={health} />
          )}
          <Card title={t('next')}>
            <ul className="start-links">
              <li>
                <Link href="/map">{t('toMap')}</Link>
              </li>
              <li>
                <Link href="/requests">{t('toRequests')}</Link>
              </li>
              <li>
                <Link href="/time">{t('toTime')}</Link>
              </li>
            </ul>
          </Card>
          <Card title={t('docs')} hint={t('docsHint')}>
            <dl className="start-docs">
              {DOCS.map(([name, file]) => (
                <div key={name}>
                  <dt>
                    <code>docs/{file}</code>
                  </dt>
                  <dd>{t(`doc.${name}`)}</dd>
                </div>
              ))}
            </dl>
          </Card>
        </div>
      </div>
    </div>
  );
}

function HealthCard({ health }: { readonly health: Health }) {
  const { t } = useTranslation('start');
  const { ready, reason, version, store, auth, transitions, dataPlane } = health;
  const facts = [
    [t('endpoint'), location.origin],
    [t('version'), version],
    [t('store'), store],
    [t('auth'), t(auth)],
    [t('transitions'), transitions],
    [t('plane'), dataPlane.name === 'none' ? t('planeNone') : dataPlane.name],
  ] as const;
  return (
    <Card
      title={t('health')}
      extra={
        <span role="status">
          <Tag bordered color={ready ? 'green' : 'red'}>
            {ready ? t('ready') : t('notReady', { reason })}
          </Tag>
        </span>
      }
    >
      <dl className="card-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {dataPlane.duty === 'others' && <p className="card-hint">{t('others')}</p>}
    </Card>
  );
}

/** What the data plane enforces, and what it only has on record, with the reason. */
function EnforcedCard({ health }: { readonly health: Health }) {
  const { t } = useTranslation('start');
  return (
    <Card title={t('enforced')} hint={t('enforcedHint')}>
      <ul className="start-enforced">
        {health.dataPlane.capabilities.map(({ name, available, reason }) => (
          <li key={name}>
            <Tag size="small" bordered color={available ? 'green' : 'gray'}>
              {t(available ? 'isEnforced' : 'isRecorded')}
            </Tag>{' '}
            {name}
            {reason !== '' && <small>{reason}</small>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
