import { Button, Input, Modal } from '@arco-design/web-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../app/session.tsx';
import type { Keeper } from '../../live/keeper.ts';
import type { Views } from '../../live/kinds.ts';
import { useTopic } from '../../live/live.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { nameById } from './names.ts';
import { StatusShape } from './status.tsx';
import { useVerdicts } from './useVerdicts.ts';
import { VerdictSummary } from './VerdictSummary.tsx';

const MOST_SHOWN = 50;

interface DialogProps {
  readonly keeper: Keeper;
  readonly nic: string;
  readonly close: () => void;
}

/** Attaches an interface without a mouse: a list of instances, and what the API says of each. */
export function AttachDialog({ keeper, nic, close }: DialogProps) {
  const { t } = useTranslation('map');
  const [instance, setInstance] = useState<string>();
  const verdicts = useVerdicts('AttachNetworkInterface', nic, instance);
  const { run, busy, error } = useRun(close);
  return (
    <Modal
      visible
      title={t('attachTitle', { nic: nameById(keeper.resources, nic) })}
      onCancel={close}
      className="attach-dialog"
      unmountOnExit
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            type="primary"
            loading={busy}
            disabled={instance === undefined}
            onClick={() => run('AttachNetworkInterface', nic, instance)}
          >
            {t('doAttach')}
          </Button>
        </>
      }
    >
      <div className="attach-panes">
        <InstanceList
          keeper={keeper}
          chosen={instance}
          choose={setInstance}
          near={keeper.resources.get('network_interface', nic)}
        />
        <div>
          {error !== undefined && <FailureAlert error={error} />}
          {instance === undefined ? (
            <p className="quiet">{t('chooseInstance')}</p>
          ) : (
            <VerdictSummary verdicts={verdicts.data?.Verdicts} error={verdicts.error} />
          )}
        </div>
      </div>
    </Modal>
  );
}

export function DetachDialog({ keeper, nic, close }: DialogProps) {
  const { t } = useTranslation('map');
  const on = keeper.resources.get('network_interface', nic)?.DeviceId ?? '';
  const verdicts = useVerdicts('DetachNetworkInterface', nic, on);
  const { run, busy, error } = useRun(close);
  const name = nameById(keeper.resources, nic);
  return (
    <Modal
      visible
      title={t('detachTitle', { nic: name })}
      onCancel={close}
      className="attach-dialog"
      unmountOnExit
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            type="primary"
            status="danger"
            loading={busy}
            onClick={() => run('DetachNetworkInterface', nic, on)}
          >
            {t('doDetach')}
          </Button>
        </>
      }
    >
      <p>{t('detachFrom', { nic: name, instance: nameById(keeper.resources, on) })}</p>
      {error !== undefined && <FailureAlert error={error} />}
      <VerdictSummary verdicts={verdicts.data?.Verdicts} error={verdicts.error} />
    </Modal>
  );
}

/** Calls an action about an interface and an instance; a refusal stays in the dialog. */
function useRun(close: () => void) {
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = (action: string, nic: string, instance: string | undefined) => {
    setBusy(true);
    setError(undefined);
    call('vpc', action, { NetworkInterfaceId: nic, InstanceId: instance })
      .then(close, setError)
      .finally(() => setBusy(false));
  };
  return { run, busy, error };
}

/** The instances of the interface's VPC and zone come first. */
function InstanceList(props: {
  readonly keeper: Keeper;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
  readonly near: Views['network_interface'] | undefined;
}) {
  const { t } = useTranslation('map');
  const { keeper, chosen, choose, near } = props;
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const places = useTopic(keeper, 'places');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `places` says that there are others
  const found = useMemo(() => {
    const all = [...keeper.resources.all('instance').values()].filter((each) =>
      [each.InstanceId, each.InstanceName, each.ZoneId].some((field) =>
        field.toLowerCase().includes(wanted),
      ),
    );
    const far = (each: Views['instance']) =>
      (each.VpcId === near?.VpcId ? 0 : 2) + (each.ZoneId === near?.ZoneId ? 0 : 1);
    return all.sort((a, b) => far(a) - far(b) || (a.InstanceName < b.InstanceName ? -1 : 1));
  }, [keeper, wanted, near, places]);
  return (
    <div>
      <Input
        aria-label={t('findInstance')}
        placeholder={t('findInstance')}
        value={text}
        onChange={setText}
        allowClear
      />
      <div role="radiogroup" aria-label={t('toInstance')} className="instance-list">
        {found.slice(0, MOST_SHOWN).map((each) => (
          <label key={each.InstanceId} className="instance-choice">
            <input
              type="radio"
              name="instance"
              checked={chosen === each.InstanceId}
              onChange={() => choose(each.InstanceId)}
            />
            <StatusShape status={each.Status} />
            <span className="two-lines">
              <span>{each.InstanceName || each.InstanceId}</span>
              <span className="quiet">
                {each.ZoneId} · {each.Status} · <code>{each.InstanceId}</code>
              </span>
            </span>
          </label>
        ))}
      </div>
      {found.length === 0 && (
        <p className="quiet">{wanted ? t('nothingFound') : t('noInstance')}</p>
      )}
      {found.length > MOST_SHOWN && (
        <p className="quiet">{t('moreInstances', { count: found.length - MOST_SHOWN })}</p>
      )}
    </div>
  );
}
