import { AutoComplete, Button, Checkbox, Select } from '@arco-design/web-react';
import { IconPause, IconPlayArrow } from '@arco-design/web-react/icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContracts, useSession } from '../../app/session.tsx';
import type { FeedState, Filter } from './feed.ts';

/** What the list shows of all, and whether it goes on. */
export function Filters(props: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly state: FeedState;
  readonly onPause: (paused: boolean) => void;
}) {
  const { t } = useTranslation('requests');
  const { filter, onFilter, state, onPause } = props;
  const { accounts } = useSession();
  const { data: contracts = [] } = useContracts();
  const actions = [...new Set(contracts.map(({ name }) => name))].sort();
  const codes = [...new Set(state.rows.map(({ code }) => code || 'OK'))].sort();
  const labelOf = ({ accountId, name }: (typeof accounts)[number]) =>
    name === '' ? accountId : `${name} (${accountId})`;
  return (
    <search className="requests-filters" aria-label={t('filter')}>
      <Select
        aria-label={t('account')}
        value={filter.account}
        onChange={(account: string) => onFilter({ ...filter, account })}
        options={[
          { value: '', label: t('anyAccount') },
          ...accounts.map((each) => ({ value: each.accountId, label: labelOf(each) })),
        ]}
      />
      <TextFilter
        key={`action ${filter.action}`}
        label={t('action')}
        any={t('anyAction')}
        value={filter.action}
        choices={actions}
        onTake={(action) => onFilter({ ...filter, action })}
      />
      <TextFilter
        key={`code ${filter.code}`}
        label={t('code')}
        any={t('anyCode')}
        value={filter.code}
        choices={codes}
        onTake={(code) => onFilter({ ...filter, code })}
      />
      <Checkbox checked={filter.refused} onChange={(refused) => onFilter({ ...filter, refused })}>
        {t('onlyRefused')}
      </Checkbox>
      <Button
        icon={state.paused ? <IconPlayArrow /> : <IconPause />}
        aria-pressed={state.paused}
        onClick={() => onPause(!state.paused)}
      >
        {state.paused ? t('resume') : t('pause')}
        {state.held > 0 && ` · ${t('held', { count: state.held })}`}
      </Button>
    </search>
  );
}

/** A text that is one of the choices or any other; it is taken when it is chosen, or by Enter. */
function TextFilter(props: {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly onTake: (value: string) => void;
}) {
  const { label, any, value, choices, onTake } = props;
  const [text, setText] = useState(value);
  const wanted = text === value ? '' : text.toLowerCase();
  return (
    <AutoComplete
      className="requests-text"
      inputProps={{ 'aria-label': label, spellCheck: false }}
      placeholder={any}
      allowClear
      value={text}
      data={choices.filter((each) => each.toLowerCase().includes(wanted)).slice(0, 100)}
      onChange={(next: string | undefined) => {
        setText(next ?? '');
        if (!next) onTake('');
      }}
      onSelect={(chosen: string) => onTake(chosen)}
      onPressEnter={(_, active) => onTake(String(active?.value ?? text.trim()))}
    />
  );
}
