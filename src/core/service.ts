import type { Region } from '#world/world.ts';
import type { Action } from './action.ts';
import type { Refusal } from './refusal.ts';
import type { Transition } from './transition.ts';

/** What one type of resource adds to its service; index.ts of the resource's folder exports it. */
export interface Resource {
  /** What clients call. */
  readonly actions: readonly Action[];
}

/**
 * What a server knows of a service from its start: a name in the credential scope, a version, and
 * what goes on without a call. A service that the vendor has in several versions is several of these,
 * with one name.
 */
export interface Service {
  /** The service's name in the credential scope: `vpc`. */
  readonly name: string;
  readonly version: string;
  /**
   * It has no regions: any region that a client signs for is accepted, since the SDKs have their
   * own defaults for these services, and calls run in {@link NO_REGION}.
   */
  readonly global?: true;
  /**
   * What goes on after an answer has been sent. Their intents may have been written by another process
   * or before the start, so they are known before the service is called.
   */
  readonly transitions: readonly Transition[];
  /** Whether `Result` repeats the RequestId. */
  readonly resultCarriesRequestId: boolean;
  readonly parameterRefusals: ParameterRefusals;
  readonly writeRefusals: WriteRefusals;
  /** Loads the code of its actions: a service that nobody calls costs a server nothing. */
  readonly load: () => Promise<Actions>;
}

/** What clients may call of a service. */
export interface Actions {
  readonly actions: readonly Action[];
  /** The type of resource that each action belongs to, such as `network_interface`, by its name. */
  readonly resourceOf: ReadonlyMap<string, string>;
  /** Actions that the vendor has and Tenon does not yet have: name -> what users miss. */
  readonly notYet: Readonly<Record<string, string>>;
}

/** A service with its actions. */
export interface LoadedService extends Service, Actions {}

/** Loads the actions of services, for whoever needs all of them. */
export const loadServices = (services: readonly Service[]): Promise<LoadedService[]> =>
  Promise.all(services.map(async (service) => ({ ...service, ...(await service.load()) })));

/**
 * Collects the actions of a service's resources, each under its type: the name of its folder, with `_`
 * for `-`, which is also its table's where it has one.
 */
export function ofResources(
  resources: Readonly<Record<string, Resource>>,
  notYet: Actions['notYet'] = {},
): Actions {
  const all = Object.entries(resources);
  return {
    actions: all.flatMap(([, { actions }]) => actions),
    resourceOf: new Map(
      all.flatMap(([type, { actions }]) => actions.map(({ name }) => [name, type] as const)),
    ),
    notYet,
  };
}

/**
 * The region of a call to a global service. The resource in question says in which region it is.
 */
export const NO_REGION: Region = { id: '', zones: [] };

/** How a service words its refusals of parameters. */
export interface ParameterRefusals {
  /** A required parameter is not there. */
  missing(parameter: string): ParameterRefusal;
  /** A value has the right type but is outside its documented limits. */
  malformed(parameter: string): ParameterRefusal;
}

/** How a service words refusals of a write that do not come from its action. */
export interface WriteRefusals {
  /** Another change to the same resource won the race. */
  readonly conflict: Refusal;
  /** A ClientToken came back with other arguments. */
  readonly idempotentParameterMismatch: Refusal;
}

export interface ParameterRefusal {
  readonly refusal: Refusal;
  readonly args: readonly string[];
}
