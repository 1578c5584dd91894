import { Button, Input } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../api/control.ts';
import { FailureAlert } from '../parts/FailureAlert.tsx';
import { Dialog } from './Dialog.tsx';
import { useSession } from './session.tsx';

/** Stands among the accounts, and is none: ids are digits. */
const NEW = 'new';

/** The account that the console works for, and what makes another one. */
export function AccountSelect() {
  const { t } = useTranslation();
  const { accounts, scope, chooseAccount } = useSession();
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <select
        aria-label={t('account')}
        className="choice choice-account"
        value={scope.accountId}
        onChange={({ target }) =>
          target.value === NEW ? setMaking(true) : chooseAccount(target.value)
        }
      >
        {accounts.map(({ accountId, name }) => (
          <option key={accountId} value={accountId}>
            {name === '' ? accountId : `${name} (${accountId})`}
          </option>
        ))}
        <option value={NEW}>+ {t('newAccount')}</option>
      </select>
      <NewAccount open={isMaking} onClose={() => setMaking(false)} />
    </>
  );
}

/** Asks for the name of a new account, makes it and chooses it. */
export function NewAccount(props: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { chooseAccount } = useSession();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () =>
      control<{ accountId: string }>('accounts', {
        method: 'POST',
        body: name.trim() === '' ? {} : { name: name.trim() },
      }),
    async onSuccess({ accountId }) {
      await queries.invalidateQueries({ queryKey: ['control', 'accounts'] });
      chooseAccount(accountId);
      setName('');
      props.onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog open={props.open} onClose={props.onClose} label={t('newAccount')}>
      <form className="dialog-form" onSubmit={submit}>
        <h2>{t('newAccount')}</h2>
        <p>{t('newAccountIs')}</p>
        <Input
          autoFocus
          aria-label={t('accountName')}
          placeholder={t('accountName')}
          value={name}
          onChange={setName}
          maxLength={64}
        />
        {make.error !== null && <FailureAlert error={make.error} />}
        <div className="dialog-buttons">
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            {t('make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
