import { Button } from '@arco-design/web-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../api/failure.ts';
import type { Keeper } from '../../live/keeper.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Verdicts } from '../../parts/Verdicts.tsx';
import type { Dragging } from './Canvas.tsx';
import type { Drop } from './drop.ts';
import { nameById } from './names.ts';
import { useVerdicts } from './useVerdicts.ts';
import { VerdictSummary } from './VerdictSummary.tsx';

/** While an interface is dragged: what the API would say if it were let go here. */
export function DropPanel(props: {
  readonly keeper: Keeper;
  readonly drop: Drop;
  readonly dragging: Dragging;
}) {
  const { t } = useTranslation('map');
  const { keeper, drop, dragging } = props;
  const { nic, instance, left } = dragging;
  const { data, error } = useVerdicts('AttachNetworkInterface', nic, instance);
  const verdicts = instance === undefined ? undefined : data?.Verdicts;
  const state =
    instance === undefined
      ? ''
      : verdicts === undefined
        ? 'checking'
        : data?.Allowed
          ? 'pass'
          : 'fail';
  useEffect(() => {
    drop.set(instance ?? '', state);
    return () => drop.set('', '');
  }, [drop, instance, state]);
  const names = {
    nic: nameById(keeper.resources, nic),
    instance: nameById(keeper.resources, instance ?? ''),
  };
  return (
    <section
      className={`drop-panel dragging${left ? ' left' : ''}`}
      aria-live="polite"
      aria-label={t('doAttach')}
    >
      {instance === undefined ? (
        <p>
          <strong>{names.nic}</strong> <span className="quiet">{t('dragHint')}</span>
        </p>
      ) : (
        <>
          <p>
            <strong>{t('over', names)}</strong>{' '}
            {state === 'pass' && <span className="quiet">{t('dropHere')}</span>}
            {state === 'fail' && <span className="quiet">{t('dropRefused')}</span>}
          </p>
          <VerdictSummary verdicts={verdicts} error={error} />
        </>
      )}
    </section>
  );
}

/** An attachment that was refused, and why. */
export interface Refusal {
  readonly nic: string;
  readonly instance: string;
  readonly error: unknown;
}

export function RefusalPanel(props: {
  readonly keeper: Keeper;
  readonly refusal: Refusal;
  readonly dismiss: () => void;
}) {
  const { t } = useTranslation('map');
  const { keeper, refusal, dismiss } = props;
  const { nic, instance, error } = refusal;
  const names = {
    nic: nameById(keeper.resources, nic),
    instance: nameById(keeper.resources, instance),
  };
  const { verdicts = [], requestId = '' } = error instanceof Failure ? error : {};
  return (
    <section className="drop-panel" role="alert">
      <p>
        <strong>{t('attachRefused', names)}</strong>
      </p>
      <FailureAlert error={error} />
      {verdicts.length > 0 && (
        <details>
          <summary>{t('otherVerdicts', { count: verdicts.length })}</summary>
          <Verdicts verdicts={verdicts} />
        </details>
      )}
      <p className="panel-actions">
        {requestId !== '' && <a href={`#/requests/${requestId}`}>{t('seeRequest')}</a>}
        <Button size="small" onClick={dismiss}>
          {t('dismiss')}
        </Button>
      </p>
    </section>
  );
}
