import { useQuery } from '@tanstack/react-query';
import { control } from '../../api/control.ts';
import type { Verdict } from '../../api/failure.ts';
import { useSession } from '../../app/session.tsx';

interface Explanation {
  readonly Allowed: boolean;
  readonly Verdicts: readonly Verdict[];
}

/** The preconditions of attaching or detaching an interface; nothing is asked without both ids. */
export function useVerdicts(
  action: 'AttachNetworkInterface' | 'DetachNetworkInterface',
  nic: string | undefined,
  instance: string | undefined,
) {
  const { scope } = useSession();
  const query = {
    ...{ Action: action, Region: scope.region, AccountId: scope.accountId },
    ...{ NetworkInterfaceId: nic, InstanceId: instance },
  };
  return useQuery({
    queryKey: ['control', 'explain', query],
    queryFn: ({ signal }) => control<Explanation>('explain', { query, signal }),
    enabled: nic !== undefined && instance !== undefined,
    // What it says is true for a moment only.
    staleTime: 500,
    gcTime: 0,
  });
}
