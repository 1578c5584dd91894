import {
  AutoComplete,
  Button,
  Input,
  InputNumber,
  Modal,
  Radio,
  Select,
} from '@arco-design/web-react';
import { IconDelete, IconPlus } from '@arco-design/web-react/icon';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../../api/control.ts';
import { useContracts, useSession } from '../../app/session.tsx';
import { FailureAlert } from '../../parts/FailureAlert.tsx';
import { bodyOf, EFFECTS, type Effect, type FaultDraft, WHENS, type When } from './fault.ts';

/** Refusals that every action may meet; the server takes others of its gateway, too. */
const COMMON = ['FlowLimitExceeded', 'InternalError', 'ServiceUnavailableTemp', 'AccessDenied'];

/** Asks for all that a fault has. What makes no sense the server refuses, with the reason. */
export function FaultForm(props: {
  readonly draft: FaultDraft;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}) {
  const { t } = useTranslation('time');
  const [draft, setDraft] = useState(props.draft);
  const change = (part: Partial<FaultDraft>) => setDraft((now) => ({ ...now, ...part }));
  const add = useMutation({
    mutationFn: () => control('faults', { method: 'POST', body: bodyOf(draft) }),
    onSuccess: props.onAdded,
  });
  const submit = useId();
  return (
    <Modal
      className="fault-modal"
      title={t('addFault')}
      visible
      onCancel={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" form={submit} loading={add.isPending}>
            {t('add')}
          </Button>
        </>
      }
    >
      <form
        id={submit}
        className="fault-form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Which draft={draft} change={change} />
        <What draft={draft} change={change} />
        <HowOften draft={draft} change={change} />
        <Parameters draft={draft} change={change} />
        {add.error !== null && <FailureAlert error={add.error} />}
      </form>
    </Modal>
  );
}

interface Part {
  readonly draft: FaultDraft;
  readonly change: (part: Partial<FaultDraft>) => void;
}

function Which({ draft, change }: Part) {
  const { t } = useTranslation('time');
  const { data: contracts = [] } = useContracts();
  const { accounts } = useSession();
  return (
    <>
      <Row label={t('action')}>
        {(label) => (
          <Suggested
            label={label}
            value={draft.action}
            choices={contracts.map(({ service, name }) => `${service}:${name}`).sort()}
            onChange={(action) => change({ action })}
          />
        )}
      </Row>
      <Row label={t('account')}>
        {(label) => (
          <Select
            aria-label={label}
            value={draft.account}
            onChange={(account: string) => change({ account })}
            options={[
              { value: '', label: t('anyAccount') },
              ...accounts.map(({ accountId, name }) => ({
                value: accountId,
                label: name === '' ? accountId : `${name} (${accountId})`,
              })),
            ]}
          />
        )}
      </Row>
    </>
  );
}

function What({ draft, change }: Part) {
  const { t } = useTranslation('time');
  const { when, effect } = draft;
  return (
    <>
      <Row label={t('when')} hint={t(`whenHint.${when}`)}>
        {(label) => (
          <Radio.Group
            type="button"
            aria-label={label}
            value={when}
            onChange={(next: When) => {
              const able: readonly Effect[] = EFFECTS[next];
              change({ when: next, effect: able.includes(effect) ? effect : EFFECTS[next][0] });
            }}
            options={WHENS.map((value) => ({ value, label: t(`whens.${value}`) }))}
          />
        )}
      </Row>
      <Row label={t('what')}>
        {(label) => (
          <Select
            aria-label={label}
            value={effect}
            onChange={(next: Effect) => change({ effect: next })}
            options={EFFECTS[when].map((value) => ({ value, label: t(`effects.${value}`) }))}
          />
        )}
      </Row>
      {effect === 'refuse' && <Refuse draft={draft} change={change} />}
      {effect === 'delayMs' && (
        <Row label={t('delay')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={1}
              max={3_600_000}
              value={draft.delayMs}
              onChange={(delayMs) => change({ delayMs })}
            />
          )}
        </Row>
      )}
      {effect === 'fail' && (
        <Row label={t('reason')}>
          {(label) => (
            <Input
              aria-label={label}
              value={draft.reason}
              onChange={(reason) => change({ reason })}
            />
          )}
        </Row>
      )}
    </>
  );
}

/** A text with suggestions: those that it is a part of, or all while it is one of them. */
function Suggested(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { label, value, choices, onChange } = props;
  const wanted = choices.includes(value) ? '' : value.toLowerCase();
  return (
    <AutoComplete
      inputProps={{ 'aria-label': label, spellCheck: false }}
      value={value}
      data={choices.filter((each) => each.toLowerCase().includes(wanted)).slice(0, 100)}
      onChange={(next: string | undefined) => onChange(next ?? '')}
    />
  );
}

function Refuse({ draft, change }: Part) {
  const { t } = useTranslation('time');
  const { data: contracts = [] } = useContracts();
  const own = contracts.find(({ service, name }) => `${service}:${name}` === draft.action);
  const codes = [...new Set([...COMMON, ...(own?.refusals ?? []).map(({ code }) => code)])];
  return (
    <>
      <Row label={t('code')}>
        {(label) => (
          <Suggested
            label={label}
            value={draft.code}
            choices={codes}
            onChange={(code) => change({ code })}
          />
        )}
      </Row>
      <div className="fault-pair">
        <Row label={t('status')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={400}
              max={599}
              placeholder={t('ofCode')}
              value={draft.status}
              onChange={(status) => change({ status })}
            />
          )}
        </Row>
        <Row label={t('message')}>
          {(label) => (
            <Input
              aria-label={label}
              placeholder={t('ofCode')}
              value={draft.message}
              onChange={(message) => change({ message })}
            />
          )}
        </Row>
      </div>
    </>
  );
}

function HowOften({ draft, change }: Part) {
  const { t } = useTranslation('time');
  return (
    <>
      <div className="fault-pair">
        <Row label={t('times')} hint={t('timesHint')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={0}
              max={1_000_000_000}
              precision={0}
              value={draft.times}
              onChange={(times) => change({ times })}
            />
          )}
        </Row>
        <Row label={t('skip')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={0}
              max={1_000_000_000}
              precision={0}
              placeholder="0"
              value={draft.skip}
              onChange={(skip) => change({ skip })}
            />
          )}
        </Row>
      </div>
      <div className="fault-pair">
        <Row label={t('probability')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={0.001}
              max={1}
              step={0.1}
              placeholder="1"
              value={draft.probability}
              onChange={(probability) => change({ probability })}
            />
          )}
        </Row>
        <Row label={t('seed')}>
          {(label) => (
            <InputNumber
              aria-label={label}
              min={0}
              max={0xffff_ffff}
              precision={0}
              placeholder="0"
              value={draft.seed}
              onChange={(seed) => change({ seed })}
            />
          )}
        </Row>
      </div>
    </>
  );
}

function Parameters({ draft: { parameters }, change }: Part) {
  const { t } = useTranslation('time');
  const put = (index: number, pair: readonly [string, string]) =>
    change({ parameters: parameters.with(index, pair) });
  return (
    <fieldset className="fault-parameters">
      <legend>{t('parameters')}</legend>
      <small className="card-hint">{t('parametersHint')}</small>
      {parameters.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that tells it
        <div key={index}>
          <Input
            aria-label={t('name')}
            placeholder={t('name')}
            value={name}
            onChange={(next) => put(index, [next, value])}
          />
          <Input
            aria-label={t('value')}
            placeholder={t('value')}
            value={value}
            onChange={(next) => put(index, [name, next])}
          />
          <Button
            icon={<IconDelete />}
            aria-label={t('removeParameter')}
            onClick={() => change({ parameters: parameters.toSpliced(index, 1) })}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<IconPlus />}
        onClick={() => change({ parameters: [...parameters, ['', '']] })}
      >
        {t('addParameter')}
      </Button>
    </fieldset>
  );
}

function Row(props: {
  readonly label: string;
  readonly hint?: string;
  readonly children: (label: string) => ReactNode;
}) {
  const { label, hint, children } = props;
  return (
    <div className="fault-row">
      <span aria-hidden="true">{label}</span>
      {children(label)}
      {hint !== undefined && <small>{hint}</small>}
    </div>
  );
}
