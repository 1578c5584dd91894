import type { Action } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { type LoadedService, loadServices, NO_REGION, type Service } from '#core/service.ts';
import { vendorCatalogue } from '#vendor/catalogue.ts';
import type { Region, World } from '#world/world.ts';
import type { Identity } from './encode.ts';
import { gatewayRefusals } from './refusals.ts';

/** An action, and where it was found. */
export interface Served {
  readonly service: Service;
  readonly action: Action;
}

/**
 * Finds the service, action and region that a request names, or the refusal when there are none. The
 * actions of a service are loaded when it is first asked for.
 */
export class Directory {
  readonly #world: World;
  /**
   * The versions under each service name. Clients write some names in different cases; ours are
   * lower case.
   */
  readonly #services: ReadonlyMap<string, readonly Service[]>;
  /** What each service name serves, by version and action. */
  readonly #served = new Map<string, ReadonlyMap<string, Served>>();
  readonly #first: string;

  constructor(services: readonly Service[], world: World) {
    this.#world = world;
    this.#services = Map.groupBy(services, ({ name }) => name);
    this.#first = services[0]?.name ?? '';
  }

  /**
   * What serves a request; undefined when no service here has the action, and
   * {@link refuseUnserved} says why. A promise at the first request to a service alone.
   */
  find(identity: Identity): Served | undefined | Promise<Served | undefined> {
    const name = identity.service.toLowerCase();
    const served = this.#served.get(name);
    if (served !== undefined) return served.get(keyOf(identity));
    const versions = this.#services.get(name);
    return versions && this.#load(name, versions).then((loaded) => loaded.get(keyOf(identity)));
  }

  async #load(name: string, versions: readonly Service[]): Promise<ReadonlyMap<string, Served>> {
    const loaded = await loadServices(versions);
    const served = new Map(
      loaded.flatMap((service) =>
        service.actions.map((action) => [
          keyOf({ version: service.version, action: action.name }),
          { service, action },
        ]),
      ),
    );
    this.#served.set(name, served);
    return served;
  }

  /**
   * The region that a request to a service is about, {@link NO_REGION} for a global one; undefined when
   * there is no such service.
   * @throws Refused for an unknown region.
   */
  regionOf({ service, region: id }: Identity): Region | undefined {
    const versions = this.#services.get(service.toLowerCase());
    if (versions === undefined) return undefined;
    const global = versions.every((each) => each.global);
    const region = global ? NO_REGION : this.#world.region(id);
    return region ?? refuse(gatewayRefusals.UnknownRegion, id);
  }

  /**
   * In lenient mode an unsigned request names no service: it means the service that has the action,
   * here or at the vendor.
   */
  async serviceWith({ action, version }: Identity): Promise<string> {
    for (const service of [...this.#services.values()].flat()) {
      const { resourceOf, notYet } = await service.load();
      if (resourceOf.has(action) || Object.hasOwn(notYet, action)) return service.name;
    }
    const [known] = (await vendorCatalogue()).servicesWith(action, version);
    return known?.code ?? this.#first;
  }

  /**
   * Refuses a request without a target: it names no action or version, Tenon lacks the action, or
   * nobody has it.
   */
  async refuseUnserved(identity: Identity): Promise<never> {
    const versions = this.#services.get(identity.service.toLowerCase());
    if (versions !== undefined) {
      if (identity.action === '') refuse(gatewayRefusals.MissingParameter, 'Action');
      if (identity.version === '') refuse(gatewayRefusals.MissingParameter, 'Version');
    }
    return refuseUnserved(identity, await loadServices(versions ?? []));
  }
}

const keyOf = ({ version, action }: Pick<Identity, 'version' | 'action'>) => `${version} ${action}`;

/**
 * Refuses a request for an action that no version of its service in `served` has. If the vendor has
 * it, the refusal is NotImplemented: clients take the refusals of unknown actions for "it is gone".
 * @throws Refused
 */
export async function refuseUnserved(
  { service, action, version }: Pick<Identity, 'service' | 'action' | 'version'>,
  served: readonly LoadedService[],
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
