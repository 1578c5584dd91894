/** What the vendor has, whether or not Tenon does. */
export interface VendorCatalogue {
  /** The names of a service's actions by version; undefined when the vendor has no such service. */
  service(code: string): VendorService | undefined;
  /** The services with an action of this name in this version. */
  servicesWith(action: string, version: string): readonly VendorService[];
  readonly services: readonly VendorService[];
}

export interface VendorService {
  /** The spelling that most clients use in the credential scope. */
  readonly code: string;
  readonly versions: ReadonlyMap<string, ReadonlySet<string>>;
}

let loaded: Promise<VendorCatalogue> | undefined;

/** The catalogue. It is read on first use: only a request without a target needs it. */
export function vendorCatalogue(): Promise<VendorCatalogue> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<VendorCatalogue> {
  const { VENDOR_ACTIONS } = await import('./actions.ts');
  const services = Object.entries(VENDOR_ACTIONS).map(([code, versions]) => ({
    code,
    versions: new Map(
      Object.entries(versions).map(([version, names]) => [
        version,
        new Set(names.split(' ').filter((name) => name !== '')),
      ]),
    ),
  }));
  // The exact spelling comes first: cloud_trail and cloudtrail are two services.
  const byCode = new Map([
    ...services.map((service) => [folded(service.code), service] as const),
    ...services.map((service) => [service.code.toLowerCase(), service] as const),
  ]);
  return {
    services,
    service: (code) => byCode.get(code.toLowerCase()) ?? byCode.get(folded(code)),
    servicesWith: (action, version) =>
      services.filter(({ versions }) => versions.get(version)?.has(action)),
  };
}

/**
 * The vendor's clients write the same service as `Redis` and `redis`, `auto_scaling` and
 * `autoscaling`.
 */
const folded = (code: string): string => code.toLowerCase().replace(/[_-]/g, '');
