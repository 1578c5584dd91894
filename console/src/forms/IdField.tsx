import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reference } from '../api/kinds.ts';
import { readRows } from '../api/list.ts';
import { useCall, useSession } from '../app/session.tsx';
import { type Choice, Combobox } from './Combobox.tsx';

/** A field for ids of resources that there are; any other text is taken too. */
export function IdField({
  reference: { kind, field },
  around,
  ...rest
}: {
  readonly id: string;
  readonly reference: Reference;
  readonly many: boolean;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** What else the form says that narrows the choice, such as the VPC. */
  readonly around: Readonly<Record<string, string>>;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly placeholder?: string;
}) {
  const { t } = useTranslation('forms');
  const call = useCall();
  const { scope } = useSession();
  const [wanted, setWanted] = useState(false);
  // A list that must be asked about something else cannot be asked from here.
  const canList = kind.list.required.every((name) => name in around);
  const { data } = useQuery({
    queryKey: [
      'api',
      scope.accountId,
      scope.region,
      kind.service,
      kind.list.action,
      'choices',
      around,
    ],
    queryFn: ({ signal }) => readRows(call, kind, around, { page: 0 }, signal),
    enabled: wanted && canList,
    staleTime: 1000,
    gcTime: 10_000,
    refetchOnMount: 'always',
  });
  const choices: Choice[] = (data?.rows ?? []).flatMap((row) => {
    const value = row[field];
    const label = [
      kind.name === null ? '' : row[kind.name],
      kind.status === null ? '' : row[kind.status],
    ]
      .filter((each) => typeof each === 'string' && each !== '' && each !== value)
      .join(' · ');
    return typeof value === 'string' ? [{ value, ...(label !== '' && { label }) }] : [];
  });
  const more = (data?.total ?? choices.length) - choices.length;
  return (
    <Combobox
      {...rest}
      choices={choices}
      onSearch={() => setWanted(true)}
      note={more > 0 ? t('moreThere', { count: more }) : undefined}
    />
  );
}
