import type { Region } from '#world/world.ts';
import type { Action } from './action.ts';
import type { Refusal } from './refusal.ts';
import type { Transition } from './transition.ts';

/** What is done with one kind of resource. The resource's folder exports it in its index.ts. */
export interface Resource {
  /** What clients ask for. */
  readonly actions: readonly Action[];
  /** What goes on after the answers. */
  readonly transitions?: readonly Transition[];
}

/** The actions and transitions of a service, those of its resources. */
export function ofResources(
  resources: readonly Resource[],
): Pick<Service, 'actions' | 'transitions'> {
  return {
    actions: resources.flatMap(({ actions }) => actions),
    transitions: resources.flatMap(({ transitions = [] }) => transitions),
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
   * It serves all regions as one: whatever region a client signs for is accepted, since the SDKs
   * have defaults of their own for these services, and a call has {@link NO_REGION}.
   */
  readonly global?: true;
  readonly actions: readonly Action[];
  readonly transitions: readonly Transition[];
  /** Actions that the vendor has and Tenon does not yet: name -> what a user loses by it. */
  readonly notYet: Readonly<Record<string, string>>;
  /** Whether `Result` repeats the RequestId. */
  readonly resultCarriesRequestId: boolean;
  readonly parameterRefusals: ParameterRefusals;
  readonly writeRefusals: WriteRefusals;
}

/** The region of a call to a global service: a resource that it is about says itself where it is. */
export const NO_REGION: Region = { id: '', zones: [] };

/** How a service words its refusals of parameters. */
export interface ParameterRefusals {
  /** A required parameter is not there. */
  missing(parameter: string): ParameterRefusal;
  /** A value of the right type is outside what is documented for it. */
  malformed(parameter: string): ParameterRefusal;
}

/** How a service words what ends a write outside of its action. */
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
