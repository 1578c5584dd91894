import { Alert } from '@arco-design/web-react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../api/contracts.ts';
import { useKinds } from '../app/session.tsx';
import { CopyText } from '../parts/CopyText.tsx';
import { readable } from '../parts/labels.ts';
import { ResourceLink } from '../parts/ResourceLink.tsx';

export type Result = Readonly<Record<string, unknown>>;

interface OperationDetail {
  readonly Error?: { readonly Code?: string; readonly Message?: string } | null;
}

/** What an action answered: what was made, what is told once, and which of several were refused. */
export function Outcome({
  contract,
  result,
}: {
  readonly contract: Contract;
  readonly result: Result;
}) {
  const { t, i18n } = useTranslation('forms');
  const { data: kinds } = useKinds();
  const details = (result.OperationDetails ?? []) as readonly OperationDetail[];
  const refused = details.filter((each) => each.Error?.Code);
  const { secrets } = contract;
  const shown = Object.entries(result ?? {}).filter(
    ([name, value]) =>
      !secrets.includes(name) &&
      !['OperationDetails', 'RequestId'].includes(name) &&
      isTelling(value),
  );
  return (
    <div className="outcome" role="status">
      <Alert
        type={refused.length > 0 ? 'warning' : 'success'}
        title={
          refused.length > 0
            ? t('partly')
            : t('succeeded', { action: readable(contract.name, i18n.language) })
        }
        content={
          <>
            {shown.map(([name, value]) => {
              const type = kinds?.ofField(name, contract.resource ?? undefined)?.kind.type;
              return (
                <div key={name}>
                  {readable(name, i18n.language)}:{' '}
                  {[value].flat().map((each) => (
                    <ResourceLink key={String(each)} id={String(each)} type={type} />
                  ))}
                </div>
              );
            })}
            {refused.map((each) => (
              <div key={JSON.stringify(each)}>
                <code>{Object.values(each).find((value) => typeof value === 'string')}</code>{' '}
                <code>{each.Error?.Code}</code> {each.Error?.Message}
              </div>
            ))}
          </>
        }
      />
      {secrets.map(
        (name) =>
          typeof result[name] === 'string' && (
            <Alert
              key={name}
              type="warning"
              title={`${readable(name, i18n.language)}: ${t('once')}`}
              content={
                <div className="secret">
                  <CopyText text={result[name]} />
                </div>
              }
            />
          ),
      )}
    </div>
  );
}

const isTelling = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') ||
  (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'));
