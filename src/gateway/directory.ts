import type { Action } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { NO_REGION, type Service } from '#core/service.ts';
import { vendorCatalogue } from '#vendor/catalogue.ts';
import type { Region, World } from '#world/world.ts';
import type { Identity } from './encode.ts';
import { gatewayRefusals } from './refusals.ts';

/** An action, and where it was found. */
export interface Target {
  readonly service: Service;
  readonly action: Action;
  /** {@link NO_REGION} for a global service. */
  readonly region: Region;
}

/** One version of a service, and its actions by name. */
interface Served {
  readonly service: Service;
  readonly actions: ReadonlyMap<string, Action>;
}

/**
 * Finds the service, action and region that a request names, or the refusal when there are none.
 */
export class Directory {
  readonly #world: World;
  /**
   * The versions under each service name. Clients write some names in different cases; ours are
   * lower case.
   */
  readonly #services: ReadonlyMap<string, readonly Served[]>;
  readonly #first: string;

  constructor(services: readonly Service[], world: World) {
    this.#world = world;
    this.#services = Map.groupBy(services.map(serve), ({ service }) => service.name);
    this.#first = services[0]?.name ?? '';
  }

  /**
   * The target of a request; undefined when no service here has the action, and
   * {@link refuseUnserved} says why. @throws Refused for an unknown region and for a missing action
   * or version.
   */
  find(identity: Identity): Target | undefined {
    const versions = this.#services.get(identity.service.toLowerCase());
    if (versions === undefined) return undefined;
    const region = this.#regionFor(versions, identity.region);
    if (region === undefined) refuse(gatewayRefusals.UnknownRegion, identity.region);
    if (identity.action === '') refuse(gatewayRefusals.MissingParameter, 'Action');
    if (identity.version === '') refuse(gatewayRefusals.MissingParameter, 'Version');
    const found = versions.find(({ service }) => service.version === identity.version);
    const action = found?.actions.get(identity.action);
    return found && action && { service: found.service, action, region };
  }

  /**
   * In lenient mode an unsigned request names no service: it means the service that has the action,
   * here or at the vendor.
   */
  async serviceWith({ action, version }: Identity): Promise<string> {
    for (const { service, actions } of [...this.#services.values()].flat()) {
      if (actions.has(action) || Object.hasOwn(service.notYet, action)) return service.name;
    }
    const [known] = (await vendorCatalogue()).servicesWith(action, version);
    return known?.code ?? this.#first;
  }

  /** Refuses a request without a target: either Tenon lacks the action, or nobody has it. */
  async refuseUnserved(identity: Identity): Promise<never> {
    const served = this.#services.get(identity.service.toLowerCase()) ?? [];
    return refuseUnserved(
      identity,
      served.map(({ service }) => service),
    );
  }

  #regionFor(versions: readonly Served[], id: string): Region | undefined {
    const global = versions.every(({ service }) => service.global);
    return global ? NO_REGION : this.#world.region(id);
  }
}

/**
 * Refuses a request for an action that no version of its service in `served` has. If the vendor has
 * it, the refusal is NotImplemented: clients take the refusals of unknown actions for "it is gone".
 * @throws Refused
 */
export async function refuseUnserved(
  { service, action, version }: Pick<Identity, 'service' | 'action' | 'version'>,
  served: readonly Service[],
): Promise<never> {
  const vendor = (await vendorCatalogue()).service(service);
  const [name = vendor?.code] = served.map((each) => each.name);
  if (name === undefined) return refuse(gatewayRefusals.ServiceNotFound, service);
  const known = new Map([
    ...(vendor?.versions ?? []),
    ...served.map(
      (each) =>
        [
          each.version,
          new Set([
            ...(vendor?.versions.get(each.version) ?? []),
            ...each.actions.map((one) => one.name),
            ...Object.keys(each.notYet),
          ]),
        ] as const,
    ),
  ]);
  const isKnown = known.get(version)?.has(action) ?? false;
  if (isKnown) {
    const refusal =
      served.length > 0 ? gatewayRefusals.NotImplemented : gatewayRefusals.ServiceNotImplemented;
    return refuse(refusal, `${name}:${action}`, name);
  }
  // Nothing that the client made up is in the message: it might contain a word that clients look
  // for.
  if (served.length === 0) return refuse(gatewayRefusals.ServiceNotImplemented, name, name);
  const others = [...known].filter(([, names]) => names.has(action)).map(([each]) => each);
  return others.length > 0
    ? refuse(gatewayRefusals.ActionOfOtherVersion, action, version, others.join(', '))
    : refuse(gatewayRefusals.InvalidActionOrVersion, action, version);
}

const serve = (service: Service): Served => ({
  service,
  actions: new Map(service.actions.map((action) => [action.name, action])),
});
