import { Button, Input, Message, Tag } from '@arco-design/web-react';
import { IconForward } from '@arco-design/web-react/icon';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import { Card } from '../../parts/Card.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { LinkedText } from '../../parts/LinkedText.tsx';
import { shownDuration } from './duration.ts';
import { isChange, useFresh } from './useFresh.ts';

interface Clock {
  readonly now: string;
  readonly milliseconds: number;
  readonly transitions: 'instant' | 'realistic' | 'manual';
}

interface Waiting {
  readonly kind: string;
  readonly resourceId: string;
  readonly account: string;
  readonly region: string;
  readonly dueAt: string | null;
  readonly dueMilliseconds: number | null;
}

const STEPS = [
  ['1s', 'seconds', 1],
  ['10s', 'seconds', 10],
  ['1m', 'minutes', 1],
] as const;

/** The time of the world, what waits for it, and its advance. */
export function ClockCard() {
  const { t } = useTranslation('time');
  const { data: clock, error } = useClock();
  const now = useNow(clock);
  const waiting = useWaiting();
  const next = waiting.data?.transitions.find(({ dueMilliseconds }) => dueMilliseconds !== null);
  return (
    <Card title={t('clock')}>
      {error !== null && <FailureAlert error={error} />}
      {clock !== undefined && (
        <>
          <div className="clock-now">
            <time dateTime={new Date(now).toISOString()}>{shownTime(now)}</time>
            <Tag bordered>
              {t('mode')}: {t(`modes.${clock.transitions}`)}
            </Tag>
          </div>
          <p className="card-hint">
            {t(`modeHint.${clock.transitions}`)} {clock.transitions !== 'manual' && t('modeChange')}
          </p>
          {clock.transitions === 'manual' && (
            <Advance
              toNext={next?.dueMilliseconds ? next.dueMilliseconds - clock.milliseconds : undefined}
            />
          )}
          <h3>{t('waiting')}</h3>
          {waiting.error !== null && <FailureAlert error={waiting.error} />}
          {waiting.data !== undefined && <WaitingList {...waiting.data} now={now} />}
        </>
      )}
    </Card>
  );
}

function useClock() {
  useFresh('clock', isChange);
  return useQuery({
    queryKey: ['control', 'clock'],
    queryFn: async () => ({ ...(await control<Clock>('clock')), readAt: performance.now() }),
    // Nobody tells when another has advanced it and nothing was due.
    refetchOnWindowFocus: 'always',
  });
}

function useWaiting() {
  useFresh('transitions', isChange);
  return useQuery({
    queryKey: ['control', 'transitions'],
    queryFn: () => control<{ transitions: Waiting[]; more: boolean }>('transitions'),
  });
}

/** The time of the world, which passes by itself unless it is manual. In milliseconds. */
function useNow(clock: (Clock & { readonly readAt: number }) | undefined): number {
  const [, tick] = useState(0);
  const passes = clock !== undefined && clock.transitions !== 'manual';
  useEffect(() => {
    if (!passes) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [passes]);
  if (clock === undefined) return 0;
  return clock.milliseconds + (passes ? performance.now() - clock.readAt : 0);
}

/** As the server writes times: in Beijing. */
const shownTime = (ms: number): string =>
  new Date(ms + 8 * 3_600_000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' +08:00');

function Advance({ toNext }: { readonly toNext: number | undefined }) {
  const { t } = useTranslation('time');
  const queries = useQueryClient();
  const [custom, setCustom] = useState('');
  const advance = useMutation({
    mutationFn: (by: string | number) =>
      control<Clock>('clock', { method: 'POST', body: { advance: by } }),
    onSuccess: ({ milliseconds }) => {
      setCustom('');
      Message.success(shownTime(milliseconds));
      void queries.invalidateQueries({ queryKey: ['control', 'clock'] });
      void queries.invalidateQueries({ queryKey: ['control', 'transitions'] });
    },
  });
  return (
    <>
      <fieldset className="advance" disabled={advance.isPending}>
        <legend>{t('by')}</legend>
        {STEPS.map(([by, unit, n]) => (
          <Button key={by} onClick={() => advance.mutate(by)}>
            {t(unit, { n })}
          </Button>
        ))}
        <Button
          type="primary"
          icon={<IconForward />}
          disabled={toNext === undefined}
          onClick={() => advance.mutate(Math.max(0, toNext ?? 0))}
        >
          {t('toNext')}
        </Button>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (custom !== '') advance.mutate(custom.replaceAll(' ', ''));
          }}
        >
          <Input
            aria-label={t('custom')}
            placeholder={t('customHint')}
            value={custom}
            onChange={setCustom}
          />
          <Button htmlType="submit" disabled={custom === ''}>
            {t('advance')}
          </Button>
        </form>
      </fieldset>
      {advance.error !== null && <FailureAlert error={advance.error} />}
    </>
  );
}

function WaitingList(props: {
  readonly transitions: readonly Waiting[];
  readonly more: boolean;
  readonly now: number;
}) {
  const { t } = useTranslation('time');
  const { transitions, more, now } = props;
  if (transitions.length === 0) {
    return (
      <p className="card-none" role="status">
        {t('nothingWaits')}
      </p>
    );
  }
  return (
    <div className="plain-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('kind')}</th>
            <th>{t('resource')}</th>
            <th>{t('due')}</th>
          </tr>
        </thead>
        <tbody>
          {transitions.map(({ kind, resourceId, dueAt, dueMilliseconds }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a resource may be on its way twice
            <tr key={index}>
              <td>
                <code>{kind}</code>
              </td>
              <td>
                <LinkedText text={resourceId} />
              </td>
              <td className="plain-tight" title={dueAt ?? ''}>
                {dueMilliseconds === null ? (
                  <Tag size="small" color="orange" bordered>
                    {t('underWay')}
                  </Tag>
                ) : dueMilliseconds > now ? (
                  t('inTime', { time: shownDuration(dueMilliseconds - now) })
                ) : (
                  t('now')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && <p className="card-hint">{t('more')}</p>}
    </div>
  );
}
