import type { DataPlane } from '#dataplane/driver.ts';
import { withNetworkService } from '#dataplane/network-service.ts';
import { StoredSecret } from '#gateway/stored-secret.ts';
import { MetadataListeners } from '#metadata/listeners.ts';
import { MetadataService } from '#metadata/service.ts';
import type { Foundation } from './foundation.ts';
import type { ObserverOptions } from './observers.ts';

/** The instance metadata service, wherever instances ask from. */
export function createMetadata(
  { onFault }: ObserverOptions,
  { store, world, ids }: Foundation,
): MetadataService {
  const secret = new StoredSecret(store, ids, 'metadata-tokens');
  return new MetadataService({ store, world, ids, tokenKey: secret.key, onFault });
}

/** The driver with the metadata service in its networks, where it can have one there. */
export function withMetadata(
  driver: DataPlane,
  service: MetadataService,
  { onFault }: ObserverOptions,
  { store }: Foundation,
): DataPlane {
  const listenIn = driver.listenIn?.bind(driver);
  if (listenIn === undefined) return driver;
  return withNetworkService(driver, new MetadataListeners({ store, service, onFault, listenIn }));
}
