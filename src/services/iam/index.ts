import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { accessKeyResource } from './access-key/index.ts';
import { accountResource } from './account/index.ts';
import { loginProfileResource } from './login-profile/index.ts';
import { IDENTITIES_NOT_YET, PROJECTS_NOT_YET } from './not-yet.ts';
import { oidcProviderResource } from './oidc-provider/index.ts';
import { policyResource } from './policy/index.ts';
import { projectResource } from './project/index.ts';
import { iamRefusals } from './refusals.ts';
import { roleResource } from './role/index.ts';
import { tagResource } from './tag/index.ts';
import { userResource } from './user/index.ts';
import { userGroupResource } from './user-group/index.ts';

/** The iam service: projects in its newer version; users, groups, roles and policies in the older. */
export const iam: readonly Service[] = [
  {
    name: 'iam',
    version: '2021-08-01',
    global: true,
    ...ofResources({ project: projectResource }),
    notYet: PROJECTS_NOT_YET,
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
  },
  {
    name: 'iam',
    version: '2018-01-01',
    global: true,
    ...ofResources({
      user: userResource,
      login_profile: loginProfileResource,
      access_key: accessKeyResource,
      user_group: userGroupResource,
      role: roleResource,
      policy: policyResource,
      tag: tagResource,
      oidc_provider: oidcProviderResource,
      account: accountResource,
    }),
    notYet: IDENTITIES_NOT_YET,
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
    parameterRefusals: {
      missing: (parameter) => ({ refusal: iamRefusals.ParameterNotFound, args: [parameter] }),
      malformed: (parameter) => ({
        refusal: { ...iamRefusals.ParameterInvalid, code: `Invalid${parameter}` },
        args: [parameter],
      }),
    },
  },
];
