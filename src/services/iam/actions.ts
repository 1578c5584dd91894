import { ofResources } from '#core/service.ts';
import { accessKeyResource } from './access-key/index.ts';
import { accountResource } from './account/index.ts';
import { identityProviderResource } from './identity-provider/index.ts';
import { loginProfileResource } from './login-profile/index.ts';
import { IDENTITIES_NOT_YET, PROJECTS_NOT_YET } from './not-yet.ts';
import { oauthProviderResource } from './oauth-provider/index.ts';
import { oidcProviderResource } from './oidc-provider/index.ts';
import { policyResource } from './policy/index.ts';
import { projectResource } from './project/index.ts';
import { roleResource } from './role/index.ts';
import { samlProviderResource } from './saml-provider/index.ts';
import { tagResource } from './tag/index.ts';
import { userResource } from './user/index.ts';
import { userGroupResource } from './user-group/index.ts';

/** What clients may call of iam's newer version. */
export const projectActions = ofResources({ project: projectResource }, PROJECTS_NOT_YET);

/** What clients may call of iam's older version. */
export const identityActions = ofResources(
  {
    user: userResource,
    login_profile: loginProfileResource,
    access_key: accessKeyResource,
    user_group: userGroupResource,
    role: roleResource,
    policy: policyResource,
    tag: tagResource,
    oidc_provider: oidcProviderResource,
    saml_provider: samlProviderResource,
    oauth_provider: oauthProviderResource,
    identity_provider: identityProviderResource,
    account: accountResource,
  },
  IDENTITIES_NOT_YET,
);
