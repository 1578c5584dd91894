import { Button, Input, Message } from '@arco-design/web-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import { Card } from '../../parts/Card.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { AskButton } from './Ask.tsx';

interface Snapshot {
  readonly name: string;
  readonly bytes: number;
  readonly savedAt: string;
}

/** Everything there is, under names. */
export function SnapshotsCard() {
  const { t } = useTranslation('time');
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['control', 'snapshots'],
    queryFn: () => control<{ snapshots: Snapshot[] }>('snapshots'),
  });
  const [name, setName] = useState('');
  const again = () => queries.invalidateQueries({ queryKey: ['control', 'snapshots'] });
  const save = useMutation({
    mutationFn: () => control(at(name), { method: 'POST' }),
    onSuccess: () => {
      setName('');
      return again();
    },
  });
  return (
    <Card title={t('snapshots')} hint={t('snapshotsHint')}>
      <form
        className="card-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '') save.mutate();
        }}
      >
        <Input
          aria-label={t('snapshotName')}
          placeholder={t('snapshotName')}
          value={name}
          onChange={setName}
        />
        <Button htmlType="submit" type="primary" disabled={name === ''} loading={save.isPending}>
          {t('save')}
        </Button>
      </form>
      {save.error !== null && <FailureAlert error={save.error} />}
      {error !== null && <FailureAlert error={error} />}
      {data?.snapshots.length === 0 && <p className="card-none">{t('noSnapshots')}</p>}
      {data !== undefined && data.snapshots.length > 0 && (
        <div className="plain-scroll">
          <table className="plain">
            <thead>
              <tr>
                <th>{t('name')}</th>
                <th>{t('size')}</th>
                <th>{t('savedAt')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {data.snapshots.map((each) => (
                <tr key={each.name}>
                  <td>{each.name}</td>
                  <td>{shownSize(each.bytes)}</td>
                  <td>{each.savedAt.slice(0, 19).replace('T', ' ')}</td>
                  <td className="plain-buttons">
                    <AskButton
                      size="mini"
                      aria-label={`${t('restore')} ${each.name}`}
                      question={t('restoreAsk', { name: each.name })}
                      work={async () => {
                        await control(`${at(each.name)}/restore`, { method: 'POST' });
                        await queries.invalidateQueries();
                        Message.success(t('restored'));
                      }}
                    >
                      {t('restore')}
                    </AskButton>
                    <AskButton
                      size="mini"
                      aria-label={`${t('remove')} ${each.name}`}
                      question={t('removeAsk', { name: each.name })}
                      work={async () => {
                        await control(at(each.name), { method: 'DELETE' });
                        await again();
                      }}
                    >
                      {t('remove')}
                    </AskButton>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const at = (name: string): string => `snapshots/${encodeURIComponent(name)}`;

const shownSize = (bytes: number): string =>
  bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
