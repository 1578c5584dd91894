import { ofResources } from '#core/service.ts';
import { assumedRoleResource } from './assumed-role/index.ts';
import { callerResource } from './caller/index.ts';

/** What clients may call of sts. */
export const stsActions = ofResources(
  { assumed_role: assumedRoleResource, caller: callerResource },
  {
    AssumeRoleWithOIDC: 'nobody signs in from elsewhere: assume a role with a key',
    AssumeRoleWithSAML: 'nobody signs in from elsewhere: assume a role with a key',
  },
);
