import type { LoadedService } from '#core/service.ts';

/** A service of a test's own, whose actions are those that are given. */
export function serving(service: Omit<LoadedService, 'load'>): LoadedService {
  const own = { ...service, load: async () => own };
  return own;
}
