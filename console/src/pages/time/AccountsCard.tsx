import { Button, Input, Modal } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import { type Account, useSession } from '../../app/session.tsx';
import { Card } from '../../parts/Card.tsx';
import { CopyText } from '../../parts/CopyText.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { AskButton } from './Ask.tsx';

interface NewAccount {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The accounts that there are, and new ones. */
export function AccountsCard() {
  const { t } = useTranslation('time');
  const { accounts } = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const again = () => queries.invalidateQueries({ queryKey: ['control', 'accounts'] });
  const make = useMutation({
    mutationFn: () =>
      control<NewAccount>('accounts', { method: 'POST', body: name === '' ? {} : { name } }),
    onSuccess: () => {
      setName('');
      return again();
    },
  });
  return (
    <Card title={t('accounts')} hint={t('accountsHint')}>
      <form
        className="card-form"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Input
          aria-label={t('accountName')}
          placeholder={t('accountName')}
          value={name}
          onChange={setName}
        />
        <Button htmlType="submit" type="primary" loading={make.isPending}>
          {t('newAccount')}
        </Button>
      </form>
      {make.error !== null && <FailureAlert error={make.error} />}
      <div className="plain-scroll">
        <table className="plain">
          <thead>
            <tr>
              <th>{t('id')}</th>
              <th>{t('name')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <AccountRow key={account.accountId} account={account} onGone={again} />
            ))}
          </tbody>
        </table>
      </div>
      <Modal
        title={t('made')}
        visible={make.data !== undefined}
        onCancel={() => make.reset()}
        footer={
          <Button type="primary" onClick={() => make.reset()}>
            {t('done')}
          </Button>
        }
        unmountOnExit
      >
        {make.data !== undefined && (
          <dl className="card-facts">
            <dt>{t('id')}</dt>
            <dd>
              <CopyText text={make.data.accountId} />
            </dd>
            <dt>{t('key')}</dt>
            <dd>
              <CopyText text={make.data.accessKeyId} />
            </dd>
            <dt>{t('secretKey')}</dt>
            <dd>
              <CopyText text={make.data.secretAccessKey} />
            </dd>
          </dl>
        )}
        <p className="card-hint">{t('secretOnce')}</p>
      </Modal>
    </Card>
  );
}

function AccountRow(props: { readonly account: Account; readonly onGone: () => Promise<void> }) {
  const { t } = useTranslation('time');
  const queries = useQueryClient();
  const { accountId, name: given, source } = props.account;
  const name = given || accountId;
  return (
    <tr>
      <td>
        <CopyText text={accountId} />
      </td>
      <td>{given}</td>
      <td className="plain-buttons">
        <AskButton
          size="mini"
          aria-label={`${t('reset')} ${name}`}
          question={t('resetAccountAsk', { name })}
          work={async () => {
            await control('reset', { method: 'POST', query: { account: accountId } });
            await queries.invalidateQueries();
          }}
        >
          {t('reset')}
        </AskButton>
        {source === 'control' && (
          <AskButton
            size="mini"
            aria-label={`${t('remove')} ${name}`}
            question={t('removeAccountAsk', { name })}
            work={async () => {
              await control(`accounts/${accountId}`, { method: 'DELETE' });
              await props.onGone();
            }}
          >
            {t('remove')}
          </AskButton>
        )}
      </td>
    </tr>
  );
}
