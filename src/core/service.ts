import type { Region } from '#world/world.ts';
import type { Action } from './action.ts';
import type { Refusal } from './refusal.ts';
import type { Transition } from './transition.ts';

/** What one type of resource adds to its service; index.ts of the resource's folder exports it. */
export interface Resource {
  /** What clients call. */
  readonly actions: readonly Action[];
  /** What goes on after the answer has been sent. */
  readonly transitions?: readonly Transition[];
}

/**
 * Collects the actions and transitions of a service's resources, each under its type: the name of its
 * folder, with `_` for `-`, which is also its table's where it has one.
 */
export function ofResources(
  resources: Readonly<Record<string, Resource>>,
): Pick<Service, 'actions' | 'transitions' | 'resourceOf'> {
  const all = Object.entries(resources);
  return {
    actions: all.flatMap(([, { actions }]) => actions),
    transitions: all.flatMap(([, { transitions = [] }]) => transitions),
    resourceOf: new Map(
      all.flatMap(([type, { actions }]) => actions.map(({ name }) => [name, type] as const)),
    ),
  };
}

/**
 * What a service is: a name in the credential scope, a version, and its actions. A service that
 * the vendor has in several versions is several of these, with one name.
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
  readonly actions: readonly Action[];
  readonly transitions: readonly Transition[];
  /** The type of resource that each action belongs to, such as `network_interface`, by its name. */
  readonly resourceOf: ReadonlyMap<string, string>;
  /** Actions that the vendor has and Tenon does not yet have: name -> what users miss. */
  readonly notYet: Readonly<Record<string, string>>;
  /** Whether `Result` repeats the RequestId. */
  readonly resultCarriesRequestId: boolean;
  readonly parameterRefusals: ParameterRefusals;
  readonly writeRefusals: WriteRefusals;
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
