import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { assumedRoleResource } from './assumed-role/index.ts';
import { callerResource } from './caller/index.ts';

/** The sts service. */
export const sts: Service = {
  name: 'sts',
  version: '2018-01-01',
  global: true,
  ...ofResources({ assumed_role: assumedRoleResource, caller: callerResource }),
  notYet: {
    AssumeRoleWithOIDC: 'nobody signs in from elsewhere: assume a role with a key',
    AssumeRoleWithSAML: 'nobody signs in from elsewhere: assume a role with a key',
  },
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
