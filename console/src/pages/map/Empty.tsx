import { Button } from '@arco-design/web-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useHealth } from '../../app/session.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { ProgressBar } from '../../parts/ProgressBar.tsx';
import { makeExample, STEPS, type Step } from './example.ts';

/** The steps of making the example network that are under way; `failed` says what ended them. */
export interface Making {
  readonly step: Step;
  readonly failed?: unknown;
}

/** Makes the example network; undefined while it is not being made. */
export function useMaking(): { readonly making: Making | undefined; readonly make: () => void } {
  const call = useCall();
  const { data: health } = useHealth();
  const [making, setMaking] = useState<Making>();
  const make = () => {
    setMaking({ step: 'vpc' });
    makeExample(call, health?.transitions === 'manual', (step) => setMaking({ step })).then(
      () => setMaking(undefined),
      (failed: unknown) => setMaking((before) => ({ step: before?.step ?? 'vpc', failed })),
    );
  };
  return { making, make };
}

/** A map with nothing on it. */
export function Empty({ make }: { readonly make: () => void }) {
  const { t } = useTranslation('map');
  const { data: health } = useHealth();
  return (
    <section className="empty">
      <svg viewBox="0 0 160 96" aria-hidden="true">
        <rect x="1" y="1" width="158" height="94" rx="8" />
        <rect x="12" y="22" width="64" height="62" rx="6" />
        <rect x="84" y="22" width="64" height="62" rx="6" />
        <rect className="thing" x="20" y="34" width="48" height="18" rx="3" />
        <rect className="thing" x="92" y="34" width="48" height="18" rx="3" />
        <rect className="loose" x="20" y="60" width="22" height="12" rx="3" />
        <path d="M42 66h40c6 0 4-14 10-14" />
      </svg>
      <h2>{t('emptyTitle')}</h2>
      <p>{t('emptyWhat')}</p>
      <p>
        <Button type="primary" size="large" onClick={make}>
          {t('emptyMake')}
        </Button>
      </p>
      <p className="quiet">{t('emptyIs')}</p>
      {health?.transitions === 'manual' && <p className="quiet">{t('emptyManual')}</p>}
      <p>
        <a href="#/start">{t('emptyStart')}</a>
      </p>
    </section>
  );
}

export function MakingPanel({ making }: { readonly making: Making }) {
  const { t } = useTranslation('map');
  const at = STEPS.indexOf(making.step);
  return (
    <section className="making" aria-live="polite">
      <strong>{t(making.failed === undefined ? 'making' : 'makeFailed')}</strong>
      <ProgressBar
        label={t('making')}
        done={at / STEPS.length}
        failed={making.failed !== undefined}
      />
      <span>{t(`steps.${making.step}`)}</span>
      {making.failed !== undefined && <FailureAlert error={making.failed} />}
    </section>
  );
}
