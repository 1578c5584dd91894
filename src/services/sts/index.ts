import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { getCallerIdentity } from './caller/identity.ts';
import { assumeRole } from './role/assume.ts';

/** The sts service. */
export const sts: Service = {
  name: 'sts',
  version: '2018-01-01',
  global: true,
  actions: [assumeRole, getCallerIdentity],
  transitions: [],
  notYet: {
    AssumeRoleWithOIDC: 'nobody signs in from elsewhere: assume a role with a key',
    AssumeRoleWithSAML: 'nobody signs in from elsewhere: assume a role with a key',
  },
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
