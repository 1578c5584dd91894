import './items.css';
import './panels.css';
import './map.css';
import { Button, Tooltip } from '@arco-design/web-react';
import { IconFullscreen, IconMinus, IconPlus } from '@arco-design/web-react/icon';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { useCall } from '../../app/session.tsx';
import { useKeeper, useKeeperState, useTopic } from '../../live/live.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { ProgressBar } from '../../parts/ProgressBar.tsx';
import { AttachDialog, DetachDialog } from './AttachDialog.tsx';
import { Canvas, type Dragging, type MapHandle } from './Canvas.tsx';
import { Details } from './Details.tsx';
import { DropPanel, type Refusal, RefusalPanel } from './DropPanel.tsx';
import { Drop } from './drop.ts';
import { Empty, MakingPanel, useMaking } from './Empty.tsx';
import { exportMap } from './export.ts';
import { Finder } from './Finder.tsx';
import { Legend } from './Legend.tsx';
import { nameById } from './names.ts';

/** The network of an account in a region, as it is. */
export default function MapPage() {
  const { t } = useTranslation('map');
  const keeper = useKeeper();
  const { phase, loaded, total, error } = useKeeperState(keeper);
  const { making, make } = useMaking();
  useTopic(keeper, 'places');
  const empty = keeper.resources.all('vpc').size === 0 && keeper.resources.all('eip').size === 0;
  return (
    <div className="map-page">
      {phase === 'loading' && (
        <>
          <h1>{t('title')}</h1>
          <div className="map-note" role="status">
            <p>{t('loading')}…</p>
            <ProgressBar
              label={t('loading')}
              done={total === 0 ? 0 : Math.min(1, loaded / total)}
            />
            <p className="quiet">{t('loadedOf', { loaded, total })}</p>
          </div>
        </>
      )}
      {phase === 'failed' && (
        <>
          <h1>{t('title')}</h1>
          <p>{t('failed')}</p>
          <FailureAlert error={error} />
          <Button onClick={() => keeper.reload()}>{t('retry')}</Button>
        </>
      )}
      {phase === 'ready' && empty && making === undefined && (
        <>
          <h1>{t('title')}</h1>
          <Empty make={make} />
        </>
      )}
      {phase === 'ready' && !(empty && making === undefined) && <TheMap />}
      {making !== undefined && <MakingPanel making={making} />}
    </div>
  );
}

function TheMap() {
  const { t } = useTranslation('map');
  const keeper = useKeeper();
  const call = useCall();
  const map = useRef<MapHandle>(null);
  const [drop] = useState(() => new Drop());
  const [selected, setSelected] = useState<string>();
  const [dragging, setDragging] = useState<Dragging>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [dialog, setDialog] = useState<{
    readonly kind: 'attach' | 'detach';
    readonly nic: string;
  }>();
  const [said, setSaid] = useState('');
  const opener = useRef<Element | null>(null);
  const focus = new URLSearchParams(useSearch()).get('focus');

  const select = useCallback((id: string | undefined) => {
    if (id !== undefined) opener.current = document.activeElement;
    setSelected(id);
  }, []);
  const go = useCallback(
    (id: string) => {
      select(id);
      map.current?.reveal(id);
    },
    [select],
  );
  useEffect(() => {
    if (focus !== null) go(focus);
  }, [focus, go]);

  const dropOn = useCallback(
    (nic: string, instance: string) => {
      const names = {
        nic: nameById(keeper.resources, nic),
        instance: nameById(keeper.resources, instance),
      };
      setRefusal(undefined);
      call('vpc', 'AttachNetworkInterface', { NetworkInterfaceId: nic, InstanceId: instance }).then(
        () => setSaid(t('attached', names)),
        (error: unknown) => setRefusal({ nic, instance, error }),
      );
    },
    [call, keeper, t],
  );

  const close = () => {
    setSelected(undefined);
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
  };
  return (
    <>
      <div className="map-bar">
        <h1>{t('title')}</h1>
        <Finder keeper={keeper} go={go} />
        <div className="map-tools">
          <Tool label={t('zoomOut')} icon={<IconMinus />} run={() => map.current?.zoom(1 / 1.4)} />
          <Tool label={t('zoomIn')} icon={<IconPlus />} run={() => map.current?.zoom(1.4)} />
          <Tool label={t('fit')} icon={<IconFullscreen />} run={() => map.current?.fit()} />
          {(['SVG', 'PNG'] as const).map((format) => (
            <Button
              key={format}
              size="small"
              aria-label={t('exportAs', { format })}
              onClick={() => void exportMap(format, keeper, map.current?.laidOut())}
            >
              {format}
            </Button>
          ))}
        </div>
      </div>
      <div className="map-body">
        <Canvas {...{ keeper, drop, selected, select, dropOn }} drag={setDragging} handle={map} />
        {dragging && <DropPanel keeper={keeper} drop={drop} dragging={dragging} />}
        {!dragging && refusal && (
          <RefusalPanel keeper={keeper} refusal={refusal} dismiss={() => setRefusal(undefined)} />
        )}
        {selected !== undefined && !dragging && (
          <Details
            {...{ keeper, close }}
            id={selected}
            select={go}
            attach={(nic) => setDialog({ kind: 'attach', nic })}
            detach={(nic) => setDialog({ kind: 'detach', nic })}
          />
        )}
      </div>
      <Legend />
      <p className="unseen" aria-live="polite">
        {said}
      </p>
      {dialog?.kind === 'attach' && (
        <AttachDialog keeper={keeper} nic={dialog.nic} close={() => setDialog(undefined)} />
      )}
      {dialog?.kind === 'detach' && (
        <DetachDialog keeper={keeper} nic={dialog.nic} close={() => setDialog(undefined)} />
      )}
    </>
  );
}

function Tool(props: {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly run: () => void;
}) {
  return (
    <Tooltip content={props.label}>
      <Button size="small" aria-label={props.label} icon={props.icon} onClick={props.run} />
    </Tooltip>
  );
}
