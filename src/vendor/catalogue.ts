/** What the vendor has, whether or not Tenon does. */
export interface VendorCatalogue {
  /** The names of a service's actions by version; undefined when nobody has such a service. */
  service(code: string): VendorService | undefined;
  /** The services that have an action of this name, in a version. */
  servicesWith(action: string, version: string): readonly VendorService[];
  readonly services: readonly VendorService[];
}

export interface VendorService {
  /** As most clients write it in the credential scope. */
  readonly code: string;
  readonly versions: ReadonlyMap<string, ReadonlySet<string>>;
}

let loaded: Promise<VendorCatalogue> | undefined;

/** The catalogue. It is read when first asked for: only a request that finds nothing needs it. */
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
  // The spelling itself comes first: cloud_trail and cloudtrail are two services.
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

/** The vendor's clients write one code as `Redis` and `redis`, `auto_scaling` and `autoscaling`. */
const folded = (code: string): string => code.toLowerCase().replace(/[_-]/g, '');
