import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Contract } from '../api/contracts.ts';
import { control } from '../api/control.ts';
import { Failure, type Verdict } from '../api/failure.ts';
import { flatten } from '../api/flatten.ts';
import { useSession } from '../app/session.tsx';
import { given, missing, type Values, withoutSecrets } from './values.ts';

interface Explanation {
  readonly Allowed: boolean;
  readonly Verdicts: readonly Verdict[];
}

export interface Preconditions {
  readonly state: 'incomplete' | 'checking' | 'known';
  readonly verdicts: readonly Verdict[];
  /** Why they could not be judged: what was given is not what the action takes. */
  readonly failure: Failure | undefined;
}

/** So long nobody types before the server is asked. */
const PAUSE_MS = 300;

/** What the preconditions of an action say of what is given, while it is typed. */
export function usePreconditions(contract: Contract, values: Values): Preconditions {
  const { scope } = useSession();
  const { service, version, name, parameters, kind } = contract;
  const settled = useSettled(values);
  const complete = kind === 'write' && missing(parameters, settled).length === 0;
  const query = useMemo(() => {
    const { ClientToken: _, ...asked } = withoutSecrets(parameters, given(settled));
    return {
      ...flatten(asked),
      ...{ Action: name, Service: service, Version: version },
      ...{ Region: scope.region, AccountId: scope.accountId },
    };
  }, [parameters, settled, name, service, version, scope]);
  const { data, error, isFetching } = useQuery({
    queryKey: ['control', 'explain', query],
    queryFn: ({ signal }) => control<Explanation>('explain', { query, signal }),
    enabled: complete,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (!complete) return { state: 'incomplete', verdicts: [], failure: undefined };
  return {
    state: isFetching || settled !== values ? 'checking' : 'known',
    verdicts: data?.Verdicts ?? [],
    failure: error instanceof Failure ? error : undefined,
  };
}

/** A value, once it has stayed the same for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
