import { Button } from '@arco-design/web-react';
import { IconDelete, IconPlus } from '@arco-design/web-react/icon';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { control } from '../../api/control.ts';
import { Card } from '../../parts/Card.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { AskButton } from './Ask.tsx';
import { FaultForm } from './FaultForm.tsx';
import { draftFrom, EMPTY_DRAFT, type Fault, type FaultDraft, shownEffect } from './fault.ts';
import { isStrike, useFresh } from './useFresh.ts';

/** The faults that are set, how often each has struck, and new ones. */
export function FaultsCard() {
  const { t } = useTranslation('time');
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  // A link from a request opens the form, filled in.
  const [draft, setDraft] = useState<FaultDraft | undefined>(() => draftFrom(search));
  useFresh('faults', isStrike);
  const { data, error } = useQuery({
    queryKey: ['control', 'faults'],
    queryFn: () => control<{ faults: Fault[] }>('faults'),
  });
  const again = () => queries.invalidateQueries({ queryKey: ['control', 'faults'] });
  const close = () => {
    setDraft(undefined);
    if (search.size > 0) navigate('/time', { replace: true });
  };
  const faults = data?.faults ?? [];
  return (
    <Card
      title={t('faults')}
      hint={t('faultsHint')}
      extra={
        <span className="card-buttons">
          {faults.length > 0 && (
            <AskButton
              size="small"
              question={t('removeAllAsk')}
              work={async () => {
                await control('faults', { method: 'DELETE' });
                await again();
              }}
            >
              {t('removeAll')}
            </AskButton>
          )}
          <Button
            size="small"
            type="primary"
            icon={<IconPlus />}
            onClick={() => setDraft(EMPTY_DRAFT)}
          >
            {t('addFault')}
          </Button>
        </span>
      }
    >
      {error !== null && <FailureAlert error={error} />}
      {data !== undefined && faults.length === 0 && <p className="card-none">{t('noFaults')}</p>}
      {faults.length > 0 && <FaultTable faults={faults} onGone={again} />}
      {draft !== undefined && (
        <FaultForm
          draft={draft}
          onClose={close}
          onAdded={() => {
            close();
            void again();
          }}
        />
      )}
    </Card>
  );
}

function FaultTable(props: {
  readonly faults: readonly Fault[];
  readonly onGone: () => Promise<void>;
}) {
  const { t } = useTranslation('time');
  return (
    <div className="plain-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('strikes')}</th>
            <th>{t('effect')}</th>
            <th>{t('struck')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.faults.map((fault) => (
            <FaultRow key={fault.id} fault={fault} onGone={props.onGone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FaultRow({
  fault,
  onGone,
}: {
  readonly fault: Fault;
  readonly onGone: () => Promise<void>;
}) {
  const { t } = useTranslation('time');
  const { id, service, action, when, struck, times = 1 } = fault;
  const { effect, detail } = shownEffect(fault);
  const remove = useMutation({
    mutationFn: () => control(`faults/${id}`, { method: 'DELETE' }),
    onSuccess: onGone,
  });
  return (
    <tr>
      <td>
        <span className="fault-service">{service}</span> {action}
        <div className="fault-more">{conditionsOf(fault).join(' · ')}</div>
        {remove.error !== null && <FailureAlert error={remove.error} />}
      </td>
      <td>
        {t(`effects.${effect}`)}
        <div className="fault-more">
          {t(`whens.${when}`)} {detail !== '' && <code>{detail}</code>}
        </div>
      </td>
      <td className="fault-struck" role="status">
        {times === 0 ? struck : t('ofTimes', { struck, times })}
      </td>
      <td className="plain-buttons">
        <Button
          size="mini"
          icon={<IconDelete />}
          aria-label={t('removeFault', { id })}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        />
      </td>
    </tr>
  );
}

/** Which requests of the action it strikes, by the names of the fields. */
function conditionsOf({ account, parameters = {}, skip, probability, seed }: Fault): string[] {
  return [
    ...(account === undefined ? [] : [account]),
    ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
    ...(skip ? [`skip ${skip}`] : []),
    ...(probability === undefined ? [] : [`p = ${probability}`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
  ];
}
