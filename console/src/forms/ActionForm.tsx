import './forms.css';
import { Button, Checkbox, Input } from '@arco-design/web-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../api/contracts.ts';
import { Failure } from '../api/failure.ts';
import { useCall, useContracts, useSession } from '../app/session.tsx';
import { CopyAs } from '../parts/copy-as/CopyAs.tsx';
import { FailureAlert } from '../parts/FailureAlert.tsx';
import { readable } from '../parts/labels.ts';
import { Verdicts } from '../parts/Verdicts.tsx';
import { faultOf, faultsOf } from './errors.ts';
import { Field } from './Field.tsx';
import { FormContext } from './FormContext.ts';
import { Outcome, type Result } from './Outcome.tsx';
import { type Preconditions, usePreconditions } from './preconditions.ts';
import { RawFields } from './RawFields.tsx';
import { isDangerous, sectionsOf } from './sections.ts';
import { given, missing, type Path, setIn, typed, type Values, withoutSecrets } from './values.ts';

export interface ActionFormProps {
  readonly service: string;
  readonly action: string;
  /** What is filled in at the beginning, nested as the contract is. */
  readonly initial?: Values;
  /** What is to be typed before something is done that cannot be taken back; by default its id. */
  readonly confirm?: string;
  /** Called with the answer, and whether it was a dry run that changed nothing. */
  readonly onDone?: (result: Result, about: { readonly dryRun: boolean }) => void;
  readonly onCancel?: () => void;
}

/**
 * Any action of the API as a form that its contract makes: its parameters, what its preconditions say
 * of them while they are given, the call itself, and its refusal where it belongs.
 */
export function ActionForm(props: ActionFormProps) {
  const { t } = useTranslation('forms');
  const { data: contracts } = useContracts();
  const contract = contracts?.find(
    ({ service, name }) => service === props.service && name === props.action,
  );
  if (contracts === undefined) return null;
  if (contract === undefined) return <p>{t('unknownAction', { action: props.action })}</p>;
  return <Form key={`${props.service} ${props.action}`} {...props} contract={contract} />;
}

const NOTHING: Values = {};

function Form({
  contract,
  initial = NOTHING,
  confirm,
  onDone,
  onCancel,
}: ActionFormProps & { readonly contract: Contract }) {
  const { t, i18n } = useTranslation('forms');
  const call = useCall();
  const queries = useQueryClient();
  const prefix = useId();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Values>(initial);
  const [raw, setRaw] = useState(false);
  const [dryRun, setDryRun] = useState(false);
  const [busy, setBusy] = useState(false);
  const [confirmed, setConfirmed] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [result, setResult] = useState<Result>();
  const [held, setHeld] = useState(false);

  const set = useCallback((path: Path, value: unknown) => {
    setValues((before) => setIn(before, path, value));
    setFailure(undefined);
    setHeld(false);
  }, []);
  const sections = useMemo(() => sectionsOf(contract, initial), [contract, initial]);
  const preconditions = usePreconditions(contract, values);
  const faults = useMemo(() => {
    const told = failure ?? preconditions.failure;
    const own = told && faultOf(told, contract);
    return [...(own ? [own] : []), ...(failure ? [] : faultsOf(preconditions.verdicts, contract))];
  }, [failure, preconditions, contract]);
  const state = useMemo(
    () => ({ contract, values, faults, prefix, set }),
    [contract, values, faults, prefix, set],
  );

  const lacking = missing(contract.parameters, values);
  const subject = confirm ?? subjectOf(contract, values);
  const dangerous = isDangerous(contract.name) && !dryRun;
  const mayDryRun = contract.parameters.properties?.DryRun !== undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || (dangerous && confirmed.trim() !== subject)) return;
    setBusy(true);
    setFailure(undefined);
    setHeld(false);
    try {
      const sent = { ...given(values), ...(dryRun && { DryRun: true }) };
      const answer = (await call<Result | null>(contract.service, contract.name, sent)) ?? {};
      void queries.invalidateQueries({ queryKey: ['api'] });
      if (!dryRun) setResult(answer);
      onDone?.(answer, { dryRun });
    } catch (error) {
      const refused = error instanceof Failure ? error : new Failure(String(error));
      // A dry run that would have succeeded is answered by a refusal of that name.
      if (dryRun && /DryRun/.test(refused.code)) setHeld(true);
      else {
        setFailure(refused);
        requestAnimationFrame(() =>
          form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
        );
      }
    } finally {
      setBusy(false);
    }
  };

  if (result !== undefined) {
    return (
      <div className="action-form">
        <Outcome contract={contract} result={result} />
        <div className="form-foot">
          <Button
            onClick={() => {
              setResult(undefined);
              setConfirmed('');
            }}
          >
            {t('again')}
          </Button>
          {onCancel && (
            <Button type="primary" onClick={onCancel}>
              {t('done')}
            </Button>
          )}
        </div>
      </div>
    );
  }

  const fieldsOf = (names: readonly string[]) => (
    <div className="fields">
      {names.map((name) => (
        <Field
          key={name}
          schema={contract.parameters.properties?.[name] ?? {}}
          path={[name]}
          required={contract.parameters.required?.includes(name) ?? false}
        />
      ))}
    </div>
  );

  return (
    <FormContext value={state}>
      <form
        ref={form}
        className="action-form"
        aria-label={readable(contract.name, i18n.language)}
        noValidate
        onSubmit={(event) => void submit(event)}
      >
        <fieldset className="form-modes" aria-label={t('mode')}>
          {[false, true].map((each) => (
            <button
              key={String(each)}
              type="button"
              aria-pressed={raw === each}
              onClick={() => setRaw(each)}
            >
              {t(each ? 'asRaw' : 'asForm')}
            </button>
          ))}
        </fieldset>
        {raw ? (
          <RawFields
            contract={contract}
            values={given(values)}
            onChange={(next) => {
              setValues(next);
              setFailure(undefined);
            }}
          />
        ) : (
          <>
            {fieldsOf(sections.usual)}
            <Folded
              title={`${t('optional')} (${sections.optional.length})`}
              names={sections.optional}
            >
              {fieldsOf(sections.optional)}
            </Folded>
            <Folded title={`${t('more')} (${sections.more.length})`} names={sections.more}>
              {fieldsOf(sections.more)}
            </Folded>
          </>
        )}
        {contract.kind === 'write' && failure === undefined && (
          <PreconditionsView preconditions={preconditions} />
        )}
        {failure !== undefined && (
          <div role="alert">
            <FailureAlert error={failure} />
            {failure.verdicts.length > 0 && (
              <details className="preconditions" open>
                <summary>{t('preconditions')}</summary>
                <Verdicts verdicts={failure.verdicts} />
              </details>
            )}
          </div>
        )}
        {held && <p role="status">{t('dryRunHeld')}</p>}
        {dangerous && (
          <div className="field">
            <label htmlFor={`${prefix}-confirm`}>{t('confirm', { id: subject })}</label>
            <Input
              id={`${prefix}-confirm`}
              value={confirmed}
              autoComplete="off"
              onChange={setConfirmed}
            />
          </div>
        )}
        <div className="form-foot">
          <Button
            type="primary"
            htmlType="submit"
            status={dangerous ? 'danger' : 'default'}
            loading={busy}
            disabled={dangerous && (subject === '' || confirmed.trim() !== subject)}
          >
            {readable(contract.name, i18n.language)}
          </Button>
          {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
          {mayDryRun && (
            <Checkbox checked={dryRun} onChange={setDryRun}>
              {t('dryRun')}
            </Checkbox>
          )}
          {lacking.length > 0 && (
            <span className="field-about">
              {t('stillMissing', {
                names: lacking.map((name) => readable(name, i18n.language)).join(', '),
              })}
            </span>
          )}
        </div>
        <CopyCall contract={contract} values={values} />
      </form>
    </FormContext>
  );
}

/** Parameters that few give, folded away. */
function Folded({
  title,
  names,
  children,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly children: React.ReactNode;
}) {
  if (names.length === 0) return null;
  return (
    <details className="folded">
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function PreconditionsView({ preconditions }: { readonly preconditions: Preconditions }) {
  const { t } = useTranslation('forms');
  const { state, verdicts, failure } = preconditions;
  const failed = verdicts.filter(({ verdict }) => verdict === 'fail').length;
  const says =
    state === 'incomplete'
      ? t('fillIn')
      : failure !== undefined
        ? `${failure.code}: ${failure.message}`
        : verdicts.length === 0
          ? t(state === 'checking' ? 'checking' : 'noPreconditions')
          : failed === 0
            ? t('allHold', { count: verdicts.length })
            : t('someFail', { count: failed, all: verdicts.length });
  return (
    <details className="preconditions" open={failed > 0}>
      <summary>
        {t('preconditions')}{' '}
        <span role="status" className={failed > 0 ? 'field-fault' : undefined}>
          {says}
        </span>
      </summary>
      <Verdicts verdicts={verdicts} />
    </details>
  );
}

/** The call of a form, for other clients; secrets are left out of it. */
function CopyCall({ contract, values }: { readonly contract: Contract; readonly values: Values }) {
  const { t } = useTranslation('forms');
  const { scope } = useSession();
  const [open, setOpen] = useState(false);
  const { service, version, name, parameters } = contract;
  const call = {
    ...{ service, version, action: name, region: scope.region },
    parameters: typed(parameters, given(withoutSecrets(parameters, values))) as Values,
  };
  return (
    <details className="folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('copyAs')}</summary>
      {open && <CopyAs call={call} accountId={scope.accountId} />}
    </details>
  );
}

/** What an action is about: the first id that it must have. */
function subjectOf({ parameters }: Contract, values: Values): string {
  for (const name of parameters.required ?? []) {
    const value = values[name];
    const [first] = Array.isArray(value) ? value : [value];
    if (typeof first === 'string' && first !== '') return first;
  }
  return '';
}
