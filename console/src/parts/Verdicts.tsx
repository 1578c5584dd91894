import { IconCheckCircle, IconCloseCircle, IconQuestionCircle } from '@arco-design/web-react/icon';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../api/failure.ts';

const ICONS = { pass: IconCheckCircle, fail: IconCloseCircle, unknown: IconQuestionCircle };

/** The preconditions of an action, in the order in which they are checked, and what decides each. */
export function Verdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const { t } = useTranslation('parts');
  return (
    <ol className="verdicts">
      {verdicts.map(({ verdict, code, message, because }, index) => {
        const Icon = ICONS[verdict];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have one code, and none ever moves
          <li key={index} className={`verdict verdict-${verdict}`}>
            <Icon aria-label={t(verdict)} />
            <div>
              <code>{code}</code> <span>{because}</span>
              {verdict === 'fail' && <div>{message}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
