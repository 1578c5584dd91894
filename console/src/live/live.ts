import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Scope } from '../api/call.ts';
import type { Events } from '../api/events.ts';
import { useSession } from '../app/session.tsx';
import { Keeper, type KeeperState } from './keeper.ts';
import type { Kind, Views } from './kinds.ts';
import type { Topic } from './resources.ts';

/** For how long what was loaded is kept up to date after the last page that shows it has closed. */
const LINGER_MS = 30_000;

interface Kept {
  readonly keeper: Keeper;
  users: number;
  ending?: ReturnType<typeof setTimeout>;
}

const kept = new Map<string, Kept>();

const nameOf = ({ accountId, region, key }: Scope): string =>
  `${accountId} ${region} ${key.accessKeyId}`;

function keptFor(scope: Scope, events: Events): Kept {
  const found = kept.get(nameOf(scope));
  if (found !== undefined) return found;
  const made = { keeper: new Keeper(scope, events), users: 0 };
  kept.set(nameOf(scope), made);
  made.keeper.start();
  // A component that is never mounted gives nothing back.
  release(scope, made);
  return made;
}

function release(scope: Scope, each: Kept): void {
  clearTimeout(each.ending);
  each.ending = setTimeout(() => {
    if (each.users > 0) return;
    each.keeper.stop();
    kept.delete(nameOf(scope));
  }, LINGER_MS);
}

/** The resources of the chosen account and region, kept up to date. */
export function useKeeper(): Keeper {
  const { scope, events } = useSession();
  const each = useMemo(() => keptFor(scope, events), [scope, events]);
  useEffect(() => {
    each.users += 1;
    return () => {
      each.users -= 1;
      if (each.users === 0) release(scope, each);
    };
  }, [each, scope]);
  return each.keeper;
}

/** How far loading has come. */
export const useKeeperState = (keeper: Keeper): KeeperState =>
  useSyncExternalStore(keeper.watchState, () => keeper.state);

/** One resource as it is now; undefined when there is none. */
export function useLive<K extends Kind>(keeper: Keeper, kind: K, id: string): Views[K] | undefined {
  const watch = useMemo(
    () => (watcher: () => void) => keeper.watch(`${kind}/${id}`, watcher),
    [keeper, kind, id],
  );
  return useSyncExternalStore(watch, () => keeper.resources.get(kind, id));
}

/** Renders again whenever what the topic is about has changed. */
export function useTopic(keeper: Keeper, topic: Topic): number {
  const watch = useMemo(
    () => (watcher: () => void) => keeper.watch(topic, watcher),
    [keeper, topic],
  );
  return useSyncExternalStore(watch, () => keeper.resources.version(topic));
}
