import { IconCheckCircleFill, IconCloseCircleFill } from '@arco-design/web-react/icon';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../api/failure.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { Verdicts } from '../../parts/Verdicts.tsx';

/** Whether an action would be carried out: first what speaks against it, then every precondition. */
export function VerdictSummary(props: {
  readonly verdicts: readonly Verdict[] | undefined;
  readonly error?: unknown;
}) {
  const { t } = useTranslation('map');
  const { verdicts, error } = props;
  if (verdicts === undefined) {
    return error ? <FailureAlert error={error} /> : <p aria-live="polite">{t('checking')}…</p>;
  }
  const failed = verdicts.filter(({ verdict }) => verdict === 'fail');
  const ok = failed.length === 0;
  return (
    <div className="verdict-summary">
      <p className={ok ? 'verdict-line ok' : 'verdict-line bad'} aria-live="polite">
        {ok ? <IconCheckCircleFill /> : <IconCloseCircleFill />}
        <strong>
          {ok ? t('allHold', { count: verdicts.length }) : t('someFail', { count: failed.length })}
        </strong>
      </p>
      {!ok && <Verdicts verdicts={failed} />}
      {!ok && <p className="quiet">{t('otherVerdicts', { count: verdicts.length })}</p>}
      <section
        className="verdict-list"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('otherVerdicts', { count: verdicts.length })}
      >
        <Verdicts verdicts={verdicts} />
      </section>
    </div>
  );
}
