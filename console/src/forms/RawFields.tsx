import { Button, Input } from '@arco-design/web-react';
import { IconDelete, IconPlus } from '@arco-design/web-react/icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../api/contracts.ts';
import { flatten } from '../api/flatten.ts';
import { unflatten, type Values } from './values.ts';

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Parameters by their flat names, as they travel: for what a form would not let one say. */
export function RawFields({
  contract,
  values,
  onChange,
}: {
  readonly contract: Contract;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}) {
  const { t } = useTranslation('forms');
  const [pairs, setPairs] = useState<readonly Pair[]>(() => {
    const flat = Object.entries(flatten(values)).map(([name, value]) => ({ name, value }));
    return flat.length === 0 ? [{ name: '', value: '' }] : flat;
  });
  const put = (next: readonly Pair[]) => {
    setPairs(next);
    const flat = next
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => [name, value] as const);
    onChange(unflatten(contract.parameters, Object.fromEntries(flat)));
  };
  const change = (index: number, part: Partial<Pair>) =>
    put(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <div className="raw">
      <p className="field-about">{t('rawHint')}</p>
      {pairs.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed
        <div key={index} className="raw-pair">
          <Input
            aria-label={`${t('name')} ${index + 1}`}
            placeholder={t('name')}
            value={name}
            onChange={(next) => change(index, { name: next.trim() })}
          />
          <Input
            aria-label={`${t('value')} ${index + 1}`}
            placeholder={t('value')}
            value={value}
            onChange={(next) => change(index, { value: next })}
          />
          <Button
            type="text"
            aria-label={t('remove', { what: name || String(index + 1) })}
            icon={<IconDelete />}
            onClick={() => put(pairs.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="mini"
        type="outline"
        icon={<IconPlus />}
        onClick={() => put([...pairs, { name: '', value: '' }])}
      >
        {t('add', { what: t('parameter') })}
      </Button>
    </div>
  );
}
