import type { Service } from '../service.ts';
import { query } from '../store/query.ts';
import type { Store } from '../store/store.ts';

/** How this server was put together. */
export interface About {
  readonly version: string;
  readonly auth: string;
  readonly transitions: string;
  /** `memory`, `sqlite` or `postgres`. */
  readonly store: string;
}

/** What the data plane of this host can do. */
export interface Plane {
  readonly name: string;
  readonly capabilities: readonly {
    readonly name: string;
    readonly available: boolean;
    /** Why not; '' when it is. */
    readonly reason: string;
  }[];
}

export interface HealthControl {
  readonly about: About;
  readonly store: Store;
  readonly services: readonly Service[];
  readonly plane: () => Promise<Plane>;
}

/** Whether the server works, and what it enforces and what it only records. */
export async function viewHealth({ about, store, plane }: HealthControl) {
  return { live: true, ready: await answers(store), ...about, dataPlane: await plane() };
}

async function answers(store: Store): Promise<boolean> {
  try {
    await store.read((tx) => tx.first(anything, {}));
    return true;
  } catch {
    return false;
  }
}

/** What can be asked of the API, and what the vendor's has and this one has not. */
export async function viewCapabilities({ services, plane }: HealthControl) {
  return {
    services: services.map(({ name, version, actions, notYet }) => ({
      name,
      version,
      actions: actions.map((action) => action.name),
      notYet,
    })),
    dataPlane: await plane(),
  };
}

const anything = query((db, _: object) => db.selectFrom('seed').select('id').limit(1));
