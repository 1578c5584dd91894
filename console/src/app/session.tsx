import { useQuery } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { type CallOptions, call, type Scope } from '../api/call.ts';
import { type Contract, type Contracts, readContracts } from '../api/contracts.ts';
import { control } from '../api/control.ts';
import { Events, type EventsState, type TenonEvent } from '../api/events.ts';
import { Failure } from '../api/failure.ts';
import { kindsOf } from '../api/kinds.ts';
import { store, stored } from './stored.ts';

/** The server, as `GET /_tenon/health` describes it; more fields are in docs/control-api.md. */
export interface Health {
  readonly ready: boolean;
  readonly reason: string;
  readonly version: string;
  readonly auth: 'strict' | 'lenient';
  readonly transitions: 'instant' | 'realistic' | 'manual';
  readonly store: string;
  readonly dataPlane: {
    readonly name: string;
    readonly capabilities: readonly { name: string; available: boolean; reason: string }[];
    readonly duty?: 'ours' | 'others';
  };
}

export interface Account {
  readonly accountId: string;
  readonly name: string;
  readonly accessKeyIds: readonly string[];
  readonly source: 'world' | 'control';
}

/** Where clients send their requests, and a key of the chosen account: `GET /_tenon/client`. */
export interface Client {
  readonly url: string;
  readonly region: string;
  readonly regions: readonly string[];
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Why the API would refuse this key to this browser; absent when it would not. */
  readonly refused?: string;
}

/** For whom and where this console works: an account, one of its keys, and a region. */
export interface Session {
  readonly client: Client;
  readonly accounts: readonly Account[];
  readonly scope: Scope;
  readonly events: Events;
  readonly chooseAccount: (accountId: string) => void;
  readonly chooseRegion: (region: string) => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** The session that the page is in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('there is no session around this component');
  return session;
}

/**
 * Loads what every page needs and gives it to `children`.
 * @param waiting what is shown until then
 * @param failed what is shown when it cannot be loaded
 */
export function SessionProvider(props: {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  readonly failed: (failure: Failure, retry: () => void) => ReactNode;
}) {
  const [chosen, setChosen] = useState(() => stored('account'));
  const [region, setRegion] = useState(() => stored('region'));
  const accounts = useQuery({
    queryKey: ['control', 'accounts'],
    queryFn: () => control<{ accounts: Account[] }>('accounts'),
  });
  const known = accounts.data?.accounts;
  // An account that is gone is forgotten: the default one takes its place.
  const account = known?.some(({ accountId }) => accountId === chosen) ? chosen : undefined;
  const client = useQuery({
    queryKey: ['control', 'client', account],
    queryFn: () => control<Client>('client', { query: { account } }),
    enabled: known !== undefined,
    placeholderData: (before) => before,
  });
  const [events] = useState(() => new Events());
  const ready = client.data !== undefined;
  useEffect(() => {
    if (!ready) return undefined;
    events.start();
    return () => events.stop();
  }, [events, ready]);

  const session = useMemo((): Session | undefined => {
    if (client.data === undefined || known === undefined) return undefined;
    const { accountId, accessKeyId, secretAccessKey, sessionToken, regions } = client.data;
    const here = region !== undefined && regions.includes(region) ? region : client.data.region;
    return {
      client: client.data,
      accounts: known,
      events,
      scope: { key: { accessKeyId, secretAccessKey, sessionToken }, accountId, region: here },
      chooseAccount: (id) => {
        store('account', id);
        setChosen(id);
      },
      chooseRegion: (id) => {
        store('region', id);
        setRegion(id);
      },
    };
  }, [client.data, known, region, events]);

  if (session !== undefined) {
    return <SessionContext value={session}>{props.children}</SessionContext>;
  }
  const error = accounts.error ?? client.error;
  if (error === null) return props.waiting;
  const failure = error instanceof Failure ? error : new Failure(String(error));
  return props.failed(failure, () => {
    void accounts.refetch();
    void client.refetch();
  });
}

/** Calls an action for the chosen account in the chosen region. */
export function useCall() {
  const { scope } = useSession();
  const { data: contracts } = useContracts();
  return useMemo(
    () =>
      <T,>(
        service: string,
        action: string,
        parameters: Readonly<Record<string, unknown>> = {},
        options: CallOptions = {},
      ): Promise<T> => {
        const contract = contracts?.find(
          (each) => each.service === service && each.name === action,
        );
        const version = contract?.version ?? VERSIONS[service] ?? '';
        return call<T>(scope, { service, version, action }, parameters, options);
      },
    [scope, contracts],
  );
}

/** So that the first calls need not wait for the contracts. */
const VERSIONS: Readonly<Record<string, string>> = { vpc: '2020-04-01', ecs: '2020-04-01' };

function useContractsBy<T>(select: (contracts: Contracts) => T) {
  return useQuery({
    queryKey: ['control', 'contracts'],
    queryFn: readContracts,
    staleTime: Number.POSITIVE_INFINITY,
    select,
  });
}

const actionsOf = ({ actions }: Contracts): Contract[] => actions;

/** Every action that there is. */
export const useContracts = () => useContractsBy(actionsOf);

/** Every type of resource that there is. */
export const useKinds = () => useContractsBy(kindsOf);

/** No event tells that the server drains, or that its store is away. */
const HEALTH_EVERY_MS = 10_000;

/** The status with which a server describes itself that takes no requests now. */
const NOT_READY = 503;

/** The state of the server. */
export const useHealth = () =>
  useQuery({
    queryKey: ['control', 'health'],
    queryFn: () => control<Health>('health', { expected: NOT_READY }),
    refetchInterval: HEALTH_EVERY_MS,
    staleTime: HEALTH_EVERY_MS,
  });

/** Whether events come in. */
export function useEventsState(): EventsState {
  const { events } = useSession();
  return useSyncExternalStore(events.watch, () => events.state);
}

/** Calls `listener` for every event while the component is there; it need not be the same one. */
export function useEvents(listener: (event: TenonEvent) => void): void {
  const { events } = useSession();
  useEffect(() => events.listen(listener), [events, listener]);
}
