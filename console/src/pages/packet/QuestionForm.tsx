import { AutoComplete, Button, InputNumber, Select } from '@arco-design/web-react';
import { IconSwap } from '@arco-design/web-react/icon';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasPorts, PROTOCOLS, type Protocol, type Question } from './packet.ts';
import { type End, useEnds } from './useEnds.ts';

const PRESETS: readonly { readonly name: string; readonly protocol: Protocol; port: string }[] = [
  { name: 'ping', protocol: 'icmp', port: '' },
  { name: 'SSH 22', protocol: 'tcp', port: '22' },
  { name: 'HTTP 80', protocol: 'tcp', port: '80' },
  { name: 'HTTPS 443', protocol: 'tcp', port: '443' },
];

/** Asks for both ends, protocol and port. */
export function QuestionForm(props: {
  readonly question: Question;
  readonly onAsk: (question: Question) => void;
}) {
  const { t } = useTranslation('packet');
  const [question, setQuestion] = useState(props.question);
  const { data: ends = [] } = useEnds();
  const { from, to, protocol, port } = question;
  const ready = from !== '' && to !== '' && (!hasPorts(protocol) || port !== '');
  const change = (part: Partial<Question>) => setQuestion({ ...question, ...part });
  const ask = (part: Partial<Question>) => {
    const next = { ...question, ...part };
    setQuestion(next);
    if (next.from !== '' && next.to !== '') props.onAsk(next);
  };
  return (
    <form
      className="packet-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) props.onAsk(question);
      }}
    >
      <EndInput
        label={t('from')}
        hint={t('fromHint')}
        value={from}
        ends={ends}
        onChange={(value) => change({ from: value })}
      />
      <Button
        className="packet-swap"
        icon={<IconSwap />}
        aria-label={t('swap')}
        disabled={from === '' && to === ''}
        onClick={() => ask({ from: to, to: from })}
      />
      <EndInput
        label={t('to')}
        hint={t('toHint')}
        value={to}
        ends={ends}
        onChange={(value) => change({ to: value })}
      />
      <Field label={t('protocol')}>
        {(id) => (
          <Select
            id={id}
            aria-label={t('protocol')}
            value={protocol}
            onChange={(value: Protocol) => change({ protocol: value })}
            options={[...PROTOCOLS]}
          />
        )}
      </Field>
      <Field label={t('port')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={65_535}
            disabled={!hasPorts(protocol)}
            value={hasPorts(protocol) && port !== '' ? Number(port) : undefined}
            onChange={(value) => change({ port: value === undefined ? '' : String(value) })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" disabled={!ready}>
        {t('ask')}
      </Button>
      <fieldset className="packet-presets">
        <legend>{t('presets')}</legend>
        {PRESETS.map(({ name, ...preset }) => (
          <Button key={name} size="small" onClick={() => ask(preset)}>
            {name === 'ping' ? t('ping') : name}
          </Button>
        ))}
      </fieldset>
    </form>
  );
}

function Field(props: {
  readonly label: string;
  readonly children: (id: string) => React.ReactNode;
}) {
  const id = useId();
  return (
    <div className="packet-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

function EndInput(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly ends: readonly End[];
  readonly onChange: (value: string) => void;
}) {
  const { label, hint, value, ends, onChange } = props;
  const wanted = value.toLowerCase();
  const found = ends.filter(({ id, text }) =>
    `${id} ${text}`.toLowerCase().includes(ends.some((end) => end.id === value) ? '' : wanted),
  );
  return (
    <Field label={label}>
      {(id) => (
        <AutoComplete
          inputProps={{ id, spellCheck: false }}
          placeholder={hint}
          value={value}
          onChange={onChange}
          data={found.slice(0, 100).map((end) => ({
            value: end.id,
            name: `${end.id} ${end.text}`,
          }))}
        />
      )}
    </Field>
  );
}
