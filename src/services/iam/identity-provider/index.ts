import type { Resource } from '#core/service.ts';
import { listIdentityProviders } from './list.ts';

/** What is asked of identity providers of all kinds. */
export const identityProviderResource: Resource = { actions: [listIdentityProviders] };
