import { Alert, Button, Input } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logIn } from '../api/control.ts';
import { FailureAlert } from '../parts/FailureAlert.tsx';
import icon from './icon.svg';

/** Asks for the control token of a server that answers to nobody without it. */
export function LogIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const fieldId = useId();
  const attempt = useMutation({
    mutationFn: async () => {
      // What was read with another token is not what this one may read.
      queries.removeQueries();
      return logIn(token);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <main className="gate">
      <form className="log-in" onSubmit={submit}>
        <img src={icon} alt="" width={40} height={40} />
        <h1>{t('title')}</h1>
        <p>{t('tokenNeeded')}</p>
        <label htmlFor={fieldId}>{t('token')}</label>
        <Input.Password
          id={fieldId}
          autoFocus
          autoComplete="current-password"
          value={token}
          onChange={setToken}
        />
        <div role="alert">
          {attempt.data === false && <Alert type="error" content={t('tokenWrong')} />}
          {attempt.error !== null && <FailureAlert error={attempt.error} />}
        </div>
        <Button
          long
          type="primary"
          htmlType="submit"
          disabled={token === ''}
          loading={attempt.isPending}
        >
          {t('logIn')}
        </Button>
      </form>
    </main>
  );
}
