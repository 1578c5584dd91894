import { type LoadedService, loadServices } from '#core/service.ts';
import { SERVICES as ALL } from '#server.ts';

/** Every service with its actions, for suites that go through them all. */
export const SERVICES: readonly LoadedService[] = await loadServices(ALL);
